//go:build !amd64 || purego

package histogram

func move(to, from *page)  { to.moveOne(from) }
func count(p *page) uint32 { return p.countOne() }
