/** The credentials that the emulator accepts by default; the client sends them to this machine only. */
export { emulatorCredentials } from "../../ciam/credentials/dummy";
