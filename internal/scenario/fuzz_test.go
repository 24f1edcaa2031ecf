package scenario

import (
	"testing"
)

// FuzzDecode holds for all texts: no panic, every diagnostic inside its text,
// every number finite.
func FuzzDecode(f *testing.F) {
	for _, file := range files(f, testdata+"/*/*.yaml", "../../scenarios/*.yaml") {
		f.Add(read(f, file), "drivers.users.growth", "40%/quarter")
	}
	f.Add([]byte("name: \"a\\nb\"\nload: |\n  x\n"), "prices.egress[0].price", "{p5: $1/GB}")
	f.Add([]byte("? a\n: b\n&x y: *x\n"), "claims.a.given.b.c", "&a [*a]")
	f.Fuzz(func(t *testing.T, text []byte, path, value string) {
		decoded := Decode("x.yaml", text)
		checkFile(t, decoded)
		render(t, decoded)
		checkFile(t, Decode("x.yaml", text, Override{path, value}))
		decoded.Locate(path)
		decoded.Written(path)
	})
}
