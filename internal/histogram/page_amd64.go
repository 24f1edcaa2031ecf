//go:build !purego

package histogram

func move(to, from *page)  { moveSSE(to, from) }
func count(p *page) uint32 { return countSSE(p) }

//go:noescape
func moveSSE(to, from *page)

//go:noescape
func countSSE(p *page) uint32
