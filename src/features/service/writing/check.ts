import { SERVICE_LIMITS as LIMITS, serviceCommands, type ServiceCommand } from '../../../../core/service/commands.ts'
import { codePoints, tidy } from '../../../../core/text/hygiene.ts'
import { t } from '../../../i18n/i18n.ts'
import type { Fault } from '../../writing/validation.ts'
import type { AskBody } from './draft.ts'

export type AskContent = Extract<ServiceCommand, { type: 'service.post' }>['data']

/** The command's data that a form stands for, or everything that is still wrong, in the order of the form. */
export function check(body: AskBody): { ok: true; data: AskContent } | { ok: false; faults: Fault[] } {
  const faults: Fault[] = []
  const add = (field: string, text: string) => faults.push({ field, text })
  for (const field of ['title', 'details'] as const) {
    const most = LIMITS[field]
    const n = codePoints(tidy(body[field])) - most
    if (tidy(body[field]) === '') add(field, t(`help.write.need.${field}`))
    else if (n > 0) add(field, t('help.write.need.long', { field: t(`help.write.${field}`), most, n }))
  }
  if (body.region === '') add('region', t('help.write.need.region'))
  if (body.sectors.length > LIMITS.sectors) add('sectors', t('help.write.need.sectors', { most: LIMITS.sectors }))
  if (faults.length > 0) return { ok: false, faults }

  const { title, details, category, region, sectors, files } = body
  const parsed = serviceCommands['service.post'].safeParse({
    ...{ title, details, region },
    ...(category === '' ? {} : { category }),
    ...(sectors.length === 0 ? {} : { sectors }),
    ...(files.length === 0 ? {} : { attachments: files.map(({ sha256 }) => sha256) }),
  })
  if (parsed.success) return { ok: true, data: parsed.data }
  // Lengths have been looked at: what is left are characters that a record does not take.
  for (const { path } of parsed.error.issues) add(String(path[0]), t('help.write.need.shape'))
  return { ok: false, faults }
}
