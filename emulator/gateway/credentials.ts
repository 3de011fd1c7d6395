/** What the emulator takes unless told otherwise; the client refuses to send them anywhere but to this machine. */
export { emulatorCredentials } from "../../ciam/credentials/dummy";
