import type { encryption as chinese } from '../zh-CN/encryption.ts'
import type { Shape } from '../shape.ts'

export const encryption: Shape<typeof chinese> = {
  label: 'Encrypt what is kept on this computer',
  hint: 'Archive, attachments, drafts, what waits to be sent and received bags are kept encrypted. The system keychain of this computer holds the key: no other computer or system account can open them. Records can be fetched from the server again, unsent drafts cannot.',
  encrypted: 'Everything kept here is encrypted',
  encrypting: 'Encrypting: {n} of {of} files. You can go on working.',
  decrypting: 'Removing the encryption: {n} of {of} files. You can go on working.',
  lockedTitle: 'What is kept here cannot be opened',
  notSaved:
    'Not saved: the system keychain does not open what is kept here. Please copy the text somewhere else first.',
  troubles: {
    locked:
      'The system keychain of this computer does not open the archive kept here. Use the computer and the system account of before, then try again; nothing was changed or deleted.',
    sealed: 'What is kept here is locked. Sign out, and in again with your password.',
    'no-keychain':
      'This computer has no usable system keychain, so nothing can be encrypted. Enable one in the system first.',
    'read-only': 'Another program is using what is kept here; this one can only read.',
    disk: 'The disk of this computer failed. Check its space and try again.',
    other: 'That did not work. Try again; if it still fails, restart the client.',
  },
}
