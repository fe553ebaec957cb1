import type { Shape } from '../shape.ts'
import type * as zh from '../zh-CN/committee.ts'

/** Words of the administrative record. */
export const committeeCommands: Shape<typeof zh.committeeCommands> = {
  committee: { begin: 'Begin the administrative record' },
  account: {
    add: 'Add a person',
    change: 'Change a person',
    suspend: 'Suspend an account',
    restore: 'Restore an account',
    invite: 'Send an invitation',
  },
  roster: { import: 'Import the roster' },
  unit: { put: 'Save a unit', retire: 'Retire a unit' },
  region: { put: 'Save a region', retire: 'Retire a region' },
  sector: { put: 'Save a sector', retire: 'Retire a sector' },
  category: { put: 'Save a category', retire: 'Retire a category' },
  template: { put: 'Save a template', remove: 'Delete a template' },
  clock: { 'set-rule': 'Change a time limit', 'set-day': 'Change the calendar' },
}

export const committeeEvents: Shape<typeof zh.committeeEvents> = {
  committee: {
    begun: 'The administrative record began with {people} people and {units} units',
    'rule-set': '{who} changed the limit “{rule}”: {length}',
    'day-work': '{who} made {day} a working day ({name})',
    'day-off': '{who} made {day} a day off ({name})',
  },
  account: {
    noted: '{person} entered the administrative record: {seat}',
    added: '{who} added {person}: {seat}',
    changed: '{who} changed {person}: {seat}',
    renamed: '{who} changed the name or username of {person}: {seat}',
    suspended: '{who} suspended the account of {person}',
    restored: '{who} restored the account of {person}',
    invited: '{who} invited {person}, until {until}',
    joined: '{person} took up the invitation and set a password',
  },
  roster: { imported: '{who} imported {n} people: {people}' },
  unit: { listed: '{who} saved the unit “{name}”', retired: '{who} retired the unit “{name}”' },
  region: { listed: '{who} saved the region “{name}”', retired: '{who} retired the region “{name}”' },
  sector: { listed: '{who} saved the sector “{name}”', retired: '{who} retired the sector “{name}”' },
  category: { listed: '{who} saved the category “{name}”', retired: '{who} retired the category “{name}”' },
  template: { kept: '{who} saved the template “{name}”', removed: '{who} deleted a template' },
}

export const committeeRefusals: Shape<typeof zh.committeeRefusals> = {
  invalid: {
    'confirm-name': 'What you typed is not the name of it. Please type it as it is written.',
    'person-unknown': 'There is no such unit, sector or region. Please choose again.',
    'person-retired': 'This unit, sector or region has been retired. Please choose another.',
    'person-missing': 'People of undertaking units need a unit.',
    'too-long': 'An invitation holds for thirty days at most. Please choose an earlier date.',
    'region-level': 'A region lies in one of a higher level. Please check the level and the region above.',
    'workdays-only': 'This limit can be set in working days only. Please choose working days.',
    'weak-password': 'A password has 8 to 128 characters and is not the username. Please choose another.',
  },
  forbidden: {
    'confirm-password': 'This asks for your password again. Please give it and try once more.',
    'wrong-password': 'This is not the password. Please type it again.',
  },
  'not-found': {
    'no-invitation':
      'The invitation does not hold: it was used, has run out, or was replaced. Please ask an administrator for a new one.',
    'unknown-region': 'There is no such region, or it has been retired. Please choose another.',
    'unknown-sector': 'There is no such sector. Please refresh and try again.',
    'unknown-category': 'There is no such category. Please refresh and try again.',
    'unknown-rule': 'There is no such time limit. Please refresh and try again.',
  },
  conflict: {
    'account-exists': 'This person has been added already.',
    'username-taken': 'Somebody else has this username. Please choose another.',
    'last-administrator':
      'This is the last administrator who can act and can be neither suspended nor demoted. Please appoint another one first.',
    'import-faults': 'Some rows do not fit, and nothing was imported. Please mend them and import again.',
    'in-use': 'People, units or regions still belong to it. Please move them first.',
    suspended: 'The account is suspended and cannot be invited. Please restore it first.',
    'category-twice': 'Another category has this name. Please choose another.',
    'last-category': 'At least one category must stay.',
    'too-many': 'There are as many as there can be. Please delete one first.',
  },
}

/** In a line, for notices. */
export const committeeTurns: Shape<typeof zh.committeeTurns> = {
  committee: {
    begun: 'The administrative record began',
    'rule-set': '{who} changed a time limit',
    'day-set': '{who} changed the calendar',
  },
  account: {
    noted: '{who} noted an account',
    added: '{who} added a person',
    changed: '{who} changed a person',
    suspended: '{who} suspended an account',
    restored: '{who} restored an account',
    invited: '{who} sent an invitation',
    joined: 'Somebody took up an invitation',
  },
  roster: {
    imported: '{who} imported people',
  },
  unit: {
    listed: '{who} saved a unit',
    retired: '{who} retired a unit',
  },
  region: {
    listed: '{who} saved a region',
    retired: '{who} retired a region',
  },
  sector: {
    listed: '{who} saved a sector',
    retired: '{who} retired a sector',
  },
  category: {
    listed: '{who} saved a category',
    retired: '{who} retired a category',
  },
  template: {
    kept: '{who} saved a template',
    removed: '{who} deleted a template',
  },
}
