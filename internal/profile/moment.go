package profile

import "strings"

// moment reads a time in minutes since 1970.
func moment(text string) (int64, bool) {
	if n, ok := digits(text); ok && len(text) <= 12 {
		return n / 60, n%60 == 0
	}
	text = strings.TrimSuffix(text, "Z")
	text = strings.TrimSuffix(text, "+00:00")
	if len(text) == 19 && text[16:] == ":00" {
		text = text[:16]
	}
	if len(text) != 16 || text[4] != '-' || text[7] != '-' || text[10] != 'T' && text[10] != ' ' || text[13] != ':' {
		return 0, false
	}
	year, ok1 := digits(text[:4])
	month, ok2 := digits(text[5:7])
	day, ok3 := digits(text[8:10])
	hour, ok4 := digits(text[11:13])
	minute, ok5 := digits(text[14:])
	if !(ok1 && ok2 && ok3 && ok4 && ok5) || year < 1970 || month < 1 || month > 12 || day < 1 || day > days(year, month+1, 1)-days(year, month, 1) || hour > 23 || minute > 59 {
		return 0, false
	}
	return days(year, month, day)*1440 + hour*60 + minute, true
}

// digits is a number of digits only, at least one.
func digits(text string) (n int64, ok bool) {
	if text == "" || len(text) > 15 {
		return 0, false
	}
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
		n = n*10 + int64(text[i]-'0')
	}
	return n, true
}

// days is how many days lie between 1970-01-01 and a day of the Gregorian calendar,
// counted in years that begin in March, so that the leap day is the last. Month
// 13 is the January after.
func days(year, month, day int64) int64 {
	if month > 12 {
		year, month = year+1, month-12
	}
	if month <= 2 {
		year, month = year-1, month+12
	}
	return 365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + day - 1 - 719468
}
