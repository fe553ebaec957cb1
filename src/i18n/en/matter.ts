/** What the pages of all kinds of matters say alike. */
export const matter = {
  notFound: {
    proposal: 'This proposal cannot be found',
    suggestion: 'This suggestion cannot be found',
    consultation: 'This session cannot be found',
    supervision: 'This supervision cannot be found',
    service: 'This request cannot be found',
    answer: 'This answer cannot be found',
    committee: 'There is no such record',
  },
  notFoundAny: 'This matter cannot be found',
  notFoundText: 'It may not be open to you, or the address is wrong.',
  failed: {
    proposal: 'The proposal could not be loaded',
    suggestion: 'The suggestion could not be loaded',
    consultation: 'The session could not be loaded',
    supervision: 'The supervision could not be loaded',
    service: 'The request could not be loaded',
    answer: 'The answer could not be loaded',
    committee: 'The record was not loaded',
  },
  backToList: 'Back to the list',
  discussionBeside: 'Discussion',
  pending: 'This is kept on this machine and will be submitted once the connection is back.',
  offline: 'Offline: this is what was kept.',
  diverged: 'The record received does not agree with what was shown',
  divergedText:
    'The server’s record does not continue the record verified here, so nothing more is taken. Please load again; if it stays so, verify the copy under “Archive” and tell the committee office.',
}
