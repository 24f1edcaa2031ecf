package markdown

import "testing"

func TestEscape(t *testing.T) {
	got := Escape("a|b\\|c\nd<i>&*x*`[l](u)")
	if want := `a\|b\\\|c<br>d&lt;i&gt;&amp;\*x\*` + "\\`" + `\[l\](u)`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
