package text

import (
	"strings"
	"testing"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  string
	}{
		{"İş güvenliği yönetimi", 12, "İş güvenliği|yönetimi"},
		{"a  b\n\tc", 80, "a b c"},
		{"abcdefgh ij", 3, "abc|def|gh|ij"},
		{"安全管理", 4, "安全|管理"},
		{"安", 1, "安"},
		{"", 10, ""},
		{"a\x1bb", 10, "a·b"},
	} {
		if got := strings.Join(Wrap(c.text, c.width), "|"); got != c.want {
			t.Errorf("%q at %d: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestTruncate(t *testing.T) {
	for text, want := range map[string]string{"güvenliği": "güve…", "kısa": "kısa", "安全管理": "安全…"} {
		if got := Truncate(text, 5); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
