/**
 * Where Pulumi runs the program, in which the paths of `userFiles` start. Required before the pack changes into its own
 * folder.
 */
module.exports = { programFolder: process.cwd() };
