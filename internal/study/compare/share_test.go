package compare

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// permutations calls visit with every order of n things.
func permutations(n int, visit func(order []int)) {
	order := make([]int, 0, n)
	var extend func()
	extend = func() {
		if len(order) == n {
			visit(order)
			return
		}
		for i := range n {
			if !slices.Contains(order, i) {
				order = append(order, i)
				extend()
				order = order[:len(order)-1]
			}
		}
	}
	extend()
}

// game is an arbitrary worth for every set of n changes.
func game(n int, r *rand.Rand) func(uint) *big.Int {
	worths := make([]*big.Int, 1<<n)
	for i := range worths {
		worths[i] = big.NewInt(r.Int64N(2e9) - 1e9)
	}
	return func(set uint) *big.Int { return worths[set] }
}

// Two ways: the sum over sets is the mean over all orders.
func TestShapleyIsTheMeanOverOrders(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := 1; n <= 6; n++ {
		worth := game(n, r)
		want := zeros(n)
		permutations(n, func(order []int) {
			set := uint(0)
			for _, i := range order {
				before := worth(set)
				set |= 1 << i
				want[i].Add(want[i], new(big.Int).Sub(worth(set), before))
			}
		})
		if got, _ := shapley(n, worth); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%d changes: shares %v, want %v", n, got, want)
		}
	}
}

// The glove game (Shapley value 2/3, 1/6, 1/6): one right glove and two left
// ones, a pair is worth 6; https://en.wikipedia.org/wiki/Shapley_value#Glove_game.
func TestShapleyOfTheGloveGame(t *testing.T) {
	shares, factor := shapley(3, func(set uint) *big.Int {
		if set&1 != 0 && set&6 != 0 {
			return big.NewInt(6)
		}
		return new(big.Int)
	})
	if got := apportion(shares, factor); fmt.Sprint(got) != "[+4 +1 +1]" && fmt.Sprint(got) != "[4 1 1]" {
		t.Errorf("shares %v, want 4, 1 and 1", got)
	}
}

// Rounded shares keep the sum, are less than one quantum off (here: at most
// one), turn their signs with the sides, and leave alone who adds nothing.
func TestRoundedSharesKeepTheSum(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		n := 1 + r.IntN(8)
		idle := uint(1) << r.IntN(n) // adds nothing to any set
		inner := game(n, r)
		worth := func(set uint) *big.Int { return inner(set &^ idle) }
		all := uint(1)<<n - 1
		for name, divide := range map[string]func(worth func(uint) *big.Int) ([]*big.Int, *big.Int){
			"shapley": func(worth func(uint) *big.Int) ([]*big.Int, *big.Int) { return shapley(n, worth) },
			"in turn": func(worth func(uint) *big.Int) ([]*big.Int, *big.Int) {
				return inTurn(n, func(from, to int) *big.Int { return worth(uint(1)<<to - uint(1)<<from) })
			},
		} {
			exact, factor := divide(worth)
			shares := apportion(exact, factor)
			total := new(big.Int)
			for i, s := range shares {
				total.Add(total, s)
				off := new(big.Int).Sub(new(big.Int).Mul(s, factor), exact[i])
				if off.CmpAbs(factor) > 0 {
					t.Errorf("%s: share %d of %d is off by more than one quantum", name, i, n)
				}
				if idle == 1<<i && s.Sign() != 0 {
					t.Errorf("%s: what adds nothing has the share %v", name, s)
				}
			}
			if want := new(big.Int).Sub(worth(all), worth(0)); total.Cmp(want) != 0 {
				t.Errorf("%s: shares add up to %v, not to %v", name, total, want)
			}
			swapped := apportion(divide(func(set uint) *big.Int { return worth(all &^ set) }))
			for i := range shares {
				if new(big.Int).Neg(swapped[i]).Cmp(shares[i]) != 0 {
					t.Errorf("%s: share %d is %v one way and %v the other", name, i, shares[i], swapped[i])
				}
			}
		}
	}
}

func TestHalfAway(t *testing.T) {
	for _, c := range []struct{ a, b, want int64 }{{0, 2, 0}, {1, 2, 1}, {-1, 2, -1}, {1, 3, 0}, {2, 3, 1}, {-2, 3, -1}, {7, 2, 4}, {-7, 2, -4}, {6, 6, 1}} {
		if got := halfAway(big.NewInt(c.a), big.NewInt(c.b)); got.Int64() != c.want {
			t.Errorf("%d/%d is %v, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestFollowingVisitsAllSetsOfASize(t *testing.T) {
	n := 0
	for set := uint(7); set < 1<<8; set = following(set) {
		n++
	}
	if n != 56 { // 8 choose 3
		t.Errorf("%d sets, want 56", n)
	}
}

func TestPaths(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"drivers.users.growth", "drivers.users.now", "drivers.users"},
		{"drivers.users", "drivers.users", "drivers.users"},
		{"prices.egress[0].price", "prices.egress[1].price", "prices.egress"},
		{"services.web", "services.webshop", "services"},
		{"nodes.tiers", "prices", ""},
	} {
		if got := commonPath(c.a, c.b); got != c.want {
			t.Errorf("%s and %s share %q, want %q", c.a, c.b, got, c.want)
		}
	}
}
