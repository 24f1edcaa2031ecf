//go:build !purego

#include "textflag.h"

// func moveSSE(to, from *page)
//
// Eight counts at a time are added; 16 offsets at a time become the greater of
// two: what one exceeds the other by, if it does, and the other. SSE2, which every
// amd64 processor has, knows no maximum of unsigned 16-bit numbers.
TEXT ·moveSSE(SB), NOSPLIT, $0-16
	MOVQ to+0(FP), DI
	MOVQ from+8(FP), SI
	PXOR X4, X4
	MOVL $16, CX // 128 counts of 4 bytes

counts:
	MOVOU (SI), X0
	MOVOU 16(SI), X1
	MOVOU (DI), X2
	MOVOU 16(DI), X3
	PADDL X2, X0
	PADDL X3, X1
	MOVOU X0, (DI)
	MOVOU X1, 16(DI)
	MOVOU X4, (SI)
	MOVOU X4, 16(SI)
	ADDQ  $32, SI
	ADDQ  $32, DI
	DECL  CX
	JNE   counts

	MOVL $16, CX // twice 128 offsets of 2 bytes

offsets:
	MOVOU   (SI), X0
	MOVOU   16(SI), X1
	MOVOU   (DI), X2
	MOVOU   16(DI), X3
	PSUBUSW X2, X0
	PSUBUSW X3, X1
	PADDW   X2, X0
	PADDW   X3, X1
	MOVOU   X0, (DI)
	MOVOU   X1, 16(DI)
	MOVOU   X4, (SI)
	MOVOU   X4, 16(SI)
	ADDQ    $32, SI
	ADDQ    $32, DI
	DECL    CX
	JNE     offsets
	RET

// func countSSE(p *page) uint32
TEXT ·countSSE(SB), NOSPLIT, $0-12
	MOVQ p+0(FP), SI
	PXOR X0, X0
	PXOR X1, X1
	MOVL $8, CX // 128 counts of 4 bytes

sum:
	MOVOU (SI), X2
	MOVOU 16(SI), X3
	MOVOU 32(SI), X4
	MOVOU 48(SI), X5
	PADDL X2, X0
	PADDL X3, X1
	PADDL X4, X0
	PADDL X5, X1
	ADDQ  $64, SI
	DECL  CX
	JNE   sum
	PADDL  X1, X0
	PSHUFD $0xEE, X0, X1
	PADDL  X1, X0
	PSHUFD $0x55, X0, X1
	PADDL  X1, X0
	MOVL   X0, ret+8(FP)
	RET
