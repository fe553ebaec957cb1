import type { Shape } from '../shape.ts'
import type { signin as zh } from '../zh-CN/signin.ts'

export const signin: Shape<typeof zh> = {
  title: 'Sign in',
  lead: 'Suggest, deliberate together, and hear what becomes of it.',
  ledger: 'Every step is on a record that anyone can check',
  username: 'User name',
  password: 'Password',
  show: 'Show password',
  hide: 'Hide password',
  submit: 'Sign in',
  submitting: 'Signing in…',
  server: 'Server address',
  serverHint: 'Given by your committee office, for example https://zx.example.gov.cn',
  serverSummary: 'Server: {address}',
  serverChange: 'Change',
  forgot: 'Forgot the password? The administrator of your committee can set a new one.',
  appearance: 'Display and language',
  need: {
    username: 'Please enter your user name.',
    password: 'Please enter your password.',
    server: 'Please enter the server address, beginning with http:// or https://.',
  },
  failed: {
    wrong: 'The user name or password is wrong. Check capital letters and try again, or ask the administrator.',
    noServer: 'The server {address} cannot be reached. Check the network and the address, then try again.',
    limited: 'Too many attempts; signing in is paused to protect the account. Please try again in {span}.',
    keyTitle: 'The server’s signing key has changed',
    key: 'This server shows another key than the one noted at the first sign-in on this machine. The server may have a new key, or somebody pretends to be it. Please check the fingerprints below with the committee office before you trust it.',
    keyWas: 'Fingerprint before',
    keyIs: 'Fingerprint now',
    trust: 'I have checked; trust the new key',
    distrust: 'Do not trust it',
    foreign:
      'The answer was not understood: this may be another kind of server, or another version. Check the server address or update the client. ({detail})',
  },
  ended: {
    'signed-out': 'You have signed out.',
    expired: 'Your session has ended. Please sign in again; drafts and unsent messages are still here.',
    suspended: 'This account has been suspended. Please ask the administrator.',
  },
}
