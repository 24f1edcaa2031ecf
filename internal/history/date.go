package history

import (
	"strconv"
	"strings"
	"time"
)

// layouts are the forms of times that say of themselves what is what.
var layouts = []string{
	"2006-01-02", "2006-01-02 15:04:05", time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04",
	"2006-01-02T15:04", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 MST", "2006-01", "2006/01/02", "2006/1/2",
	"2006/01", "2.1.2006", "2.1.2006 15:04", "2.1.2006 15:04:05", "Jan 2006", "January 2006", "2 Jan 2006",
	"Jan 2, 2006", "20060102", "2006-1-2",
}

// slashed are the forms that two countries read differently.
var slashed = []string{"1/2/2006", "2/1/2006"}

// clock reads the times of one column. The form of the first one is tried first on those
// after it.
type clock struct{ layout string }

// read is a time as each of the two countries reads it; the zero time where one cannot.
// Both are the same unless slashes are in it. ok is false for what is no time.
func (c *clock) read(text string) (month, day time.Time, ok bool) {
	text = strings.TrimSpace(text)
	if c.layout != "" {
		if at, err := time.Parse(c.layout, text); err == nil {
			return at.UTC(), at.UTC(), true
		}
	}
	for _, plain := range []func(string) (time.Time, bool){seconds, quarter, c.usual} {
		if at, ok := plain(text); ok {
			return at, at, true
		}
	}
	month, err1 := time.Parse(slashed[0], text)
	day, err2 := time.Parse(slashed[1], text)
	return month, day, err1 == nil || err2 == nil
}

// usual is a time in one of the layouts, which is the one that is tried first from then on.
func (c *clock) usual(text string) (time.Time, bool) {
	for _, layout := range layouts {
		if at, err := time.Parse(layout, text); err == nil {
			c.layout = layout
			return at.UTC(), true
		}
	}
	return time.Time{}, false
}

// seconds is a time in seconds or milliseconds since 1970, from 1980 to 2200.
func seconds(text string) (time.Time, bool) {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return time.Time{}, false
	}
	if v > 7.3e9 {
		v /= 1000
	}
	if v < 3.155e8 || v > 7.3e9 {
		return time.Time{}, false
	}
	return time.Unix(int64(v), 0).UTC(), true
}

// quarter is the first day of a quarter as in 2026Q1 or 2026-Q1.
func quarter(text string) (time.Time, bool) {
	year, q, ok := strings.Cut(strings.ToUpper(text), "Q")
	n, err := strconv.Atoi(strings.TrimRight(year, "- "))
	if !ok || err != nil || len(q) != 1 || q < "1" || q > "4" || n < 1900 || n > 2200 {
		return time.Time{}, false
	}
	return time.Date(n, time.Month(3*(q[0]-'1')+1), 1, 0, 0, 0, 0, time.UTC), true
}
