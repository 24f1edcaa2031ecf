package words

// Shorten is a text of at most so many characters, the last of them "…" when some
// are left out.
func Shorten(text string, characters int) string {
	all := []rune(text)
	if len(all) <= characters {
		return text
	}
	return string(all[:max(characters-1, 0)]) + "…"
}
