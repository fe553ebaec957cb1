import type { Shape } from '../shape.ts'
import type { bags as zh } from '../zh-CN/bags.ts'

export const bags: Shape<typeof zh> = {
  export: 'Export a bag',
  title: 'Export a bag',
  one: 'The whole record of “{title}”, its files, the server’s signatures and texts to read go into one zip file.',
  several: '{n} matters go into one zip file, each in a folder of its own.',
  about: 'It can be checked without this program, with sha512sum and openssl alone: see “How to check a bag”.',
  seal: 'Seal it with a passphrase',
  sealHint: 'The file is encrypted and asks for the passphrase. For handing over on a stick.',
  passphrase: 'Passphrase',
  passphraseHint: 'At least 8 characters. Tell it to the receiver by another way.',
  again: 'The passphrase once more',
  lost: 'The passphrase is kept nowhere; once lost it cannot be found again.',
  short: 'The passphrase has at least 8 characters.',
  differs: 'The two passphrases differ.',
  choose: 'Choose where…',
  saving: 'Exporting…',
  saved: 'Exported “{name}”.',
  savedWithout: 'Exported “{name}”. {n} files are not on this machine and not in it; the record keeps their hashes.',
  selecting: 'Select to export',
  selected: '{n} selected',
  all: 'All',
  none: 'None',
  done: 'Done',
  tooMany: 'At most {n} at once; please export in parts.',
  download: 'Download the bag',
  downloadHint:
    'The whole record, its files and the server’s signature in one zip file, to be checked without this program.',
  downloading: 'Downloading the bag…',
  downloaded: 'Downloaded “{name}”.',
  browser: 'A browser keeps no archive',
  browserText:
    'A browser may throw data away, so nothing is archived here. The “Record” page of each matter offers its bag; to keep matters for long and read them offline, install the desktop client.',
  check: 'How to check a downloaded bag',
  checkSteps: {
    unpack: 'Unpack it with unzip and enter the folder in it.',
    sums: 'Run sha512sum --strict -c manifest-sha512.txt: every line must say OK.',
    signature: 'Check the signature in data/checkpoints.jsonl with openssl; the public key is data/server-key.pem.',
    read: 'Open data/minutes.html to read or print it.',
  },
  checkMore: 'Every command is in the guide “How to check a bag” (docs/verify.md) that comes with the program.',
  troubles: {
    'no-record': 'One of the matters is not kept on this machine. Please try again once it is filled up.',
    'damaged-file': 'A file is not what the record says, so nothing was exported. Please verify this copy first.',
    'too-large': 'More than 4 GB do not fit into one zip file. Please export in parts.',
    'disk-full':
      'The disk is full; nothing was exported and nothing changed. Please choose another place or make room.',
    'not-writable':
      'That place cannot be written. Please choose another folder, or check whether the stick is protected.',
    disk: 'The disk failed while writing; nothing was exported. Please choose another place.',
    locked:
      'The system keychain of this computer does not open the archive. Sign in to the system as before, then try again.',
    'newer-version': 'The archive was written by a newer version. Please install that version first.',
    other: 'Nothing was exported. Please try again, or start the client anew.',
  },
}
