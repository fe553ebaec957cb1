import type { AnswerCommand, AnswerCommandType } from '../../core/answer/commands.ts'
import type { ServiceCommand, ServiceCommandType } from '../../core/service/commands.ts'
import { person } from './people.ts'
import { uuid } from './record.ts'

const DAY = 24 * 60 * 60_000

/** Every task that a request can set. */
export const SERVICE_TASKS = [
  ...(['claim', 'dispatch', 'take', 'help', 'appointment', 'rate', 'close', 'consent', 'publish'] as const),
]
/** What lies beside the record until the request is claimed. */
export const DETAILS = '母亲失能，想申请护理补贴，不知道找谁。'

type Samples = { [T in ServiceCommandType]: Extract<ServiceCommand, { type: T }>['data'] } & {
  [T in AnswerCommandType]: Extract<AnswerCommand, { type: T }>['data']
}

/** Data for each command of a request that its stage accepts; the times are reckoned from `at`. */
export function serviceSamples(at: number): Samples {
  return {
    'service.post': { title: '护理补贴怎么申请', details: DETAILS, category: 'elderly', region: 'street' },
    'service.offer': { accounts: [person(5).id] },
    'service.send': { unit: 'unit-1' },
    'service.refuse': { reason: '不熟悉这方面的政策' },
    'service.claim': {},
    'service.hand-back': { reason: '需要医疗方面的专长' },
    'service.resolve': { answer: '先到街道预约评估，再凭结果申请。' },
    'service.reopen': { reason: '街道说不受理' },
    'service.rate': { score: 5, text: '很有帮助' },
    'service.withdraw': {},
    'service.close': { reason: '求助人已另行办理' },
    'appointment.propose': { startsAt: at + 3 * DAY, minutes: 45, place: '社区议事厅' },
    'appointment.accept': { appointment: 0 },
    'appointment.cancel': { appointment: 0, reason: '临时有会' },
    'publication.draft': { title: '护理补贴', question: '失能老人如何申请补贴？', answer: '凭评估结果申请。' },
    'publication.consent': { draft: 0, level: 'city' },
    'publication.decline': {},
    'answer.publish': { from: uuid(7) },
    'answer.withdraw': { reason: '政策已调整' },
  }
}
