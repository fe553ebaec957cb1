import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import type { RouteLocationRaw } from 'vue-router'
import { t } from '../i18n/i18n.ts'
import { useMatterList } from '../stores/matter-list.ts'
import { useRoster } from '../stores/roster.ts'
import { useSession } from '../stores/session.ts'
import { boardScope } from '../../core/supervision/board.ts'
import type { MatterKind } from '../../core/matter/state.ts'
import type { IconName } from '../ui/icons.ts'
import { matterRoute } from '../ui/matter-route.ts'
import { placesFor } from './places.ts'

export interface Found {
  key: string
  group: 'goTo' | 'matters' | 'people'
  icon: IconName
  title: string
  note?: string
  /** Where it leads; a person leads to a card. */
  to?: RouteLocationRaw
}

const KIND_ICON: Record<MatterKind, IconName> = {
  proposal: 'proposal',
  suggestion: 'idea',
  consultation: 'hall',
  supervision: 'eye',
  service: 'hand',
  answer: 'document',
  committee: 'key',
}
const MOST_PEOPLE = 6
const MOST_MATTERS = 8

export interface Finder {
  text: Ref<string>
  found: ComputedRef<Found[]>
  /** True while the matters in `found` were found for an earlier text. */
  searching: ComputedRef<boolean>
  /** Asks for the matters now, without waiting for another key. */
  hurry(): Promise<void>
}

/** Everything a piece of text can lead to: places, matters by title and text, people. */
export function useFinder(): Finder {
  const matters = useMatterList('palette')
  const roster = useRoster()
  const session = useSession()
  const text = ref('')
  watch(
    text,
    (value) => {
      matters.query.text = value.trim() || undefined
    },
    { immediate: true },
  )

  const fits = (candidate: string) => candidate.toLowerCase().includes(text.value.trim().toLowerCase())
  const places = computed<Found[]>(() => {
    const writes = session.has('representative') || session.has('member')
    const convenes = session.has('moderator')
    const board = session.account && boardScope(session.account)
    const all = [
      ...placesFor(session.has).map(({ name, icon }) => ({
        name,
        icon: icon as IconName,
      })),
      { name: 'due' as const, icon: 'calendar' as const },
      ...(writes
        ? [
            { name: 'write' as const, icon: 'write' as const },
            { name: 'drafts' as const, icon: 'document' as const },
          ]
        : []),
      ...(board ? [{ name: 'board' as const, icon: 'chart' as const }] : []),
      ...(session.has('representative') ? [{ name: 'ask' as const, icon: 'plus' as const }] : []),
      ...(convenes
        ? [
            { name: 'convene' as const, icon: 'plus' as const },
            { name: 'supervise' as const, icon: 'plus' as const },
          ]
        : []),
    ]
    return all
      .map(({ name, icon }): Found => ({
        key: name,
        group: 'goTo',
        icon,
        title: t(`shell.places.${name}`),
        to: { name },
      }))
      .filter(({ title }) => fits(title))
  })
  const people = computed<Found[]>(() =>
    text.value.trim() === ''
      ? []
      : [...roster.accounts.values()]
          .filter(({ name }) => fits(name))
          .slice(0, MOST_PEOPLE)
          .map((account) => ({
            key: account.id,
            group: 'people',
            icon: 'person',
            title: account.name,
            note: [
              account.sector && roster.sector(account.sector)?.name,
              ...account.roles.map((role) => t(`words.role.${role}`)),
            ]
              .filter(Boolean)
              .join(' · '),
          })),
  )
  const proposals = computed<Found[]>(() =>
    matters.items.slice(0, MOST_MATTERS).map(({ id, kind, title, number, author }) => ({
      key: id,
      group: 'matters',
      icon: KIND_ICON[kind],
      title,
      note: [number, roster.name(author)].filter(Boolean).join(' · '),
      to: matterRoute({ kind, id }),
    })),
  )
  return {
    text,
    found: computed(() => [...places.value, ...proposals.value, ...people.value]),
    searching: computed(() => matters.phase === 'loading'),
    hurry: () => matters.refresh(),
  }
}
