package unit

import "fmt"

// Date is a calendar month.
type Date struct {
	Year  int // 1 to 9999 when parsed
	Month int // 1 to 12
}

// ParseDate reads a month written as "2024-01". The error is always *Error.
func ParseDate(text string) (Date, error) {
	var d Date
	if len(text) >= 7 && allDigits(text[:4]) && text[4] == '-' && allDigits(text[5:7]) {
		d = Date{Year: atoi(text[:4]), Month: atoi(text[5:7])}
	}
	hint := "write a month as 2024-01"
	switch {
	case len(text) > maxLength:
		return Date{}, tooLong(text)
	case d.Year >= 1 && d.Month >= 1 && d.Month <= 12:
		if len(text) == 7 {
			return d, nil
		}
		hint = "write " + d.String()
	}
	return Date{}, &Error{Text: text, Length: len(text), Message: fmt.Sprintf("%q is not a month", text), Hint: hint}
}

// Add is the month that many months later, earlier if negative.
func (d Date) Add(months int) Date {
	n := d.Year*12 + d.Month - 1 + months
	month := n % 12
	if month < 0 {
		month += 12
	}
	return Date{Year: (n - month) / 12, Month: month + 1}
}

// String writes the month as ParseDate reads it.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d", d.Year, d.Month) }

// atoi reads a few ASCII digits that are known to be digits.
func atoi(digits string) int {
	n := 0
	for _, c := range digits {
		n = n*10 + int(c-'0')
	}
	return n
}
