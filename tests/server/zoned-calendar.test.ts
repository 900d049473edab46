import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { EvenhandedError } from '../../src/core/error.js'
import { type Calendar, endOfYearly, type Period, utc } from '../../src/core/points/calendar.js'
import { never } from '../../src/core/points/lots.js'
import { zonedCalendar } from '../../src/server/zoned-calendar.js'

const hour = 3_600_000
const zones = [
  ...['UTC', 'Europe/Zurich', 'America/New_York', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Asia/Beirut'],
  ...['Pacific/Apia', 'Africa/Casablanca', 'Asia/Amman', 'America/Havana', 'Asia/Kathmandu', 'Pacific/Kiritimati'],
  ...['America/St_Johns', 'Asia/Gaza', 'Atlantic/Azores'],
]
const periods: readonly Period[] = ['day', 'week', 'month', 'quarter', 'year']

const iso = (at: number): string => new Date(at).toISOString()
const at = (text: string): number => Date.parse(text)

const zone = fc.constantFrom(...zones)
const period = fc.constantFrom(...periods)
const between = (from: string, to: string) =>
  fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true }).map((date) => date.getTime())
const instant = between('1995-01-01T00:00Z', '2060-01-01T00:00Z')
const duration = fc
  .tuple(...[3, 30, 10, 60, 48, 90, 90].map((max) => fc.nat(max)))
  .map(([y, m, w, d, h, min, s]) => `P${y}Y${m}M${w}W${d}DT${h}H${min}M${s}S`)

describe('the calendar of UTC', () => {
  const zoned = zonedCalendar('UTC')

  it('is the one that is built in', () => {
    fc.assert(
      fc.property(instant, period, duration, (now, one, long) => {
        expect(zoned.endOf(now, one)).toBe(utc.endOf(now, one))
        expect(zoned.later(now, long)).toBe(utc.later(now, long))
        expect(zoned.dateOf(now)).toBe(utc.dateOf(now))
        expect(zoned.startOf(utc.dateOf(now))).toBe(utc.startOf(utc.dateOf(now)))
      }),
      { numRuns: 500 },
    )
  })

  it('is the same before 1970 and after 9999', () => {
    for (const now of [at('1969-12-31T23:59:59.999Z'), at('1900-03-01T12:00Z'), at('+012026-02-28T12:00:00Z')]) {
      for (const one of periods) expect(zoned.endOf(now, one)).toBe(utc.endOf(now, one))
      expect(zoned.dateOf(now)).toBe(utc.dateOf(now))
      expect(zoned.startOf(zoned.dateOf(now))).toBe(utc.startOf(utc.dateOf(now)))
    }
  })
})

describe('every calendar', () => {
  it('ends a period after every instant in it', () => {
    fc.assert(
      fc.property(zone, instant, period, (name, now, one) => {
        const calendar = zonedCalendar(name)
        const end = calendar.endOf(now, one)
        expect(end).toBeGreaterThan(now)
        expect(calendar.endOf(end - 1, one)).toBe(end)
        expect(calendar.endOf(end, one)).toBeGreaterThan(end)
      }),
      { numRuns: 1_000 },
    )
  })

  it('has each instant in exactly one day, which begins where the one before ends', () => {
    fc.assert(
      fc.property(zone, instant, (name, now) => {
        const calendar = zonedCalendar(name)
        const start = calendar.startOf(calendar.dateOf(now))
        const end = calendar.endOf(now, 'day')
        expect(start).toBeLessThanOrEqual(now)
        expect(calendar.dateOf(start)).toBe(calendar.dateOf(now))
        expect(calendar.dateOf(end - 1)).toBe(calendar.dateOf(now))
        expect(calendar.dateOf(end) > calendar.dateOf(now)).toBe(true)
        expect(calendar.startOf(calendar.dateOf(end))).toBe(end)
        expect(calendar.endOf(start - 1, 'day')).toBe(start)
      }),
      { numRuns: 1_000 },
    )
  })

  it('tells the date that the engine prints, in any zone there is', () => {
    const printers = new Map<string, Intl.DateTimeFormat>()
    const print = (timeZone: string, now: number) => {
      const dates = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
      const printer = printers.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, ...dates })
      printers.set(timeZone, printer)
      return printer.format(now)
    }
    const anyZone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))
    const now = between('2012-01-01T00:00Z', '2060-01-01T00:00Z')
    fc.assert(
      fc.property(anyZone, now, (name, now) => {
        const calendar = zonedCalendar(name)
        const [start, end] = [calendar.startOf(calendar.dateOf(now)), calendar.endOf(now, 'day')]
        for (const one of [now, start, end - 1]) expect(print(name, one)).toBe(calendar.dateOf(now))
        for (const other of [start - 1, end]) expect(print(name, other)).not.toBe(calendar.dateOf(now))
      }),
      { numRuns: 1_500 },
    )
  })

  it('moves on the wall clock as Temporal does, whether or not the days are plain', () => {
    fc.assert(
      fc.property(zone, instant, duration, (name, now, long) => {
        const there = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(name)
        expect(zonedCalendar(name).later(now, long)).toBe(there.add(long).epochMilliseconds)
      }),
      { numRuns: 1_000 },
    )
  })

  it('comes by days to the day that is so many dates on, or to the next one where there is none', () => {
    fc.assert(
      fc.property(zone, between('2012-01-01T00:00Z', '2060-01-01T00:00Z'), fc.nat(800), (name, now, days) => {
        const calendar = zonedCalendar(name)
        const date = utc.dateOf(utc.startOf(calendar.dateOf(now)) + days * 24 * hour)
        expect(calendar.dateOf(calendar.later(now, `P${days}D`))).toBe(calendar.dateOf(calendar.startOf(date)))
      }),
      { numRuns: 500 },
    )
  })

  it('lets a time run on as it does, across any change of the clocks', () => {
    fc.assert(
      fc.property(zone, instant, fc.nat(9_999), (name, now, minutes) => {
        expect(zonedCalendar(name).later(now, `PT${minutes}M`)).toBe(now + minutes * 60_000)
      }),
    )
  })

  it('knows no instant after the last', () => {
    const calendar = zonedCalendar('Europe/Zurich')
    const late = never - 24 * hour
    expect(calendar.later(late, 'P9999Y')).toBe(never)
    expect(calendar.later(late, 'PT9999H')).toBe(never)
    expect(calendar.later(late, 'P1DT9999H')).toBe(never)
    for (const one of periods) expect(calendar.endOf(never - hour, one)).toBeLessThanOrEqual(never)
  })

  it('throws at what is no duration, as the core does', () => {
    for (const text of ['P', 'soon', '', 'PT', 'P1DT'])
      expect(() => zonedCalendar('Europe/Zurich').later(0, text)).toThrow(RangeError)
  })
})

describe('daylight saving time', () => {
  const dayOf = (calendar: Calendar, date: string) => {
    const start = calendar.startOf(date)
    const end = calendar.endOf(start, 'day')
    return [iso(start), iso(end), (end - start) / hour]
  }

  it.each([
    ['Europe/Zurich', '2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z', 23],
    ['Europe/Zurich', '2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z', 25],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z', '2026-03-09T04:00:00.000Z', 23],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z', 25],
    ['Australia/Lord_Howe', '2026-10-04', '2026-10-03T13:30:00.000Z', '2026-10-04T13:00:00.000Z', 23.5],
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00.000Z', '2026-04-05T13:30:00.000Z', 24.5],
  ])('%s on %s', (name, date, start, end, hours) => {
    expect(dayOf(zonedCalendar(name), date)).toEqual([start, end, hours])
  })

  it.each([
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z', '2018-11-05T02:00:00.000Z'],
    ['Asia/Beirut', '2022-03-27', '2022-03-26T22:00:00.000Z', '2022-03-27T21:00:00.000Z'],
  ])('%s has no midnight on %s: the day begins at one', (name, date, start, end) => {
    expect(dayOf(zonedCalendar(name), date)).toEqual([start, end, 23])
  })

  it('America/Havana has midnight twice on 2022-11-06: the day begins at the first', () => {
    expect(dayOf(zonedCalendar('America/Havana'), '2022-11-06')).toEqual([
      '2022-11-06T04:00:00.000Z',
      '2022-11-07T05:00:00.000Z',
      25,
    ])
  })

  it('America/St_Johns went back from one minute after midnight: the day that had begun goes on', () => {
    const calendar = zonedCalendar('America/St_Johns')
    const start = at('2006-10-29T02:30:00Z')
    for (const minutes of [0, 1, 30, 61]) expect(calendar.dateOf(start + minutes * 60_000)).toBe('2006-10-29')
    expect(dayOf(calendar, '2006-10-29')).toEqual([iso(start), '2006-10-30T03:30:00.000Z', 25])
  })

  it('Pacific/Apia had no 2011-12-30: it begins and ends nowhere', () => {
    const apia = zonedCalendar('Pacific/Apia')
    const midnight = at('2011-12-30T10:00Z')
    expect(apia.startOf('2011-12-30')).toBe(midnight)
    expect(apia.startOf('2011-12-31')).toBe(midnight)
    expect([apia.dateOf(midnight - 1), apia.dateOf(midnight)]).toEqual(['2011-12-29', '2011-12-31'])
    expect(apia.endOf(midnight - 1, 'day')).toBe(midnight)
    expect(apia.dateOf(apia.later(midnight - hour, 'P1D'))).toBe('2011-12-31')
    expect(apia.endOf(midnight - 1, 'week')).toBe(at('2012-01-01T10:00Z'))
  })

  it('Africa/Casablanca changes twice within five weeks, around Ramadan', () => {
    const calendar = zonedCalendar('Africa/Casablanca')
    const hours = (date: string) => dayOf(calendar, date)[2]
    expect([hours('2026-02-14'), hours('2026-02-15'), hours('2026-02-16')]).toEqual([24, 25, 24])
    expect([hours('2026-03-21'), hours('2026-03-22'), hours('2026-03-23')]).toEqual([24, 23, 24])
  })

  it('keeps the time of day over months, and finds the next where the clocks leave it out', () => {
    const zurich = zonedCalendar('Europe/Zurich')
    expect(iso(zurich.later(at('2026-01-31T11:00Z'), 'P6M'))).toBe('2026-07-31T10:00:00.000Z')
    expect(iso(zurich.later(at('2026-02-28T01:30Z'), 'P29D'))).toBe('2026-03-29T01:30:00.000Z')
    expect(iso(zurich.later(at('2026-03-28T12:00Z'), 'P1DT12H'))).toBe('2026-03-29T23:00:00.000Z')
  })
})

describe('the periods of a zone', () => {
  const zurich = zonedCalendar('Europe/Zurich')

  it.each([
    ['day', '2026-08-05T22:00:00.000Z'],
    ['week', '2026-08-09T22:00:00.000Z'],
    ['month', '2026-08-31T22:00:00.000Z'],
    ['quarter', '2026-09-30T22:00:00.000Z'],
    ['year', '2026-12-31T23:00:00.000Z'],
  ] as const)('a %s that holds the fifth of August 2026', (one, end) => {
    expect(iso(zurich.endOf(at('2026-08-05T12:00Z'), one))).toBe(end)
  })

  it('belong to the zone: the last hour of a year in London is the next one in Zurich', () => {
    const now = at('2026-12-31T23:30Z')
    expect(zurich.dateOf(now)).toBe('2027-01-01')
    expect(iso(zurich.endOf(now, 'year'))).toBe('2027-12-31T23:00:00.000Z')
    expect(iso(endOfYearly(zurich, now, '12-31'))).toBe('2027-12-31T23:00:00.000Z')
  })
})

describe('a zone', () => {
  const code = (timeZone: unknown) => {
    try {
      zonedCalendar(timeZone as string)
      return 'known'
    } catch (error) {
      return error instanceof EvenhandedError ? error.code : error
    }
  }

  it('that nobody knows is bad_time_zone, and so is an offset, which has no summer', () => {
    for (const name of ['Mars/Olympus', '', ' ', '+02:00', '-0300', 'Europe/Zurich ', 'local', undefined, null, 7])
      expect(code(name)).toBe('bad_time_zone')
    expect(['Europe/Zurich', 'UTC', 'Etc/GMT+5', 'America/Argentina/Buenos_Aires'].map(code)).toEqual(
      Array(4).fill('known'),
    )
  })

  it('is made once', () => {
    expect(zonedCalendar('Asia/Tokyo')).toBe(zonedCalendar('Asia/Tokyo'))
  })
})
