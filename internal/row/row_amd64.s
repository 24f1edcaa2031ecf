//go:build !purego

#include "textflag.h"
#include "ceil_amd64.h"

// Four months at a time while CX, the months left, allows; then one by one. AX is
// the month. Whoever reads a row soon finds it whole in the store buffer: masked
// stores would have to reach the cache first. What computes much with little begins
// with eight at a time where the processor can.

DATA one<>+0(SB)/8, $1.0
GLOBL one<>(SB), RODATA|NOPTR, $8

// Whatever does four numbers at AX or one of them, done for every number of a row.
#define EACH(four, one) \
	XORQ AX, AX \
	SUBQ $4, CX \
	JLT  left   \
fours: \
	four        \
	ADDQ $4, AX \
	SUBQ $4, CX \
	JGE  fours  \
left: \
	ADDQ $4, CX \
	JEQ  done   \
ones: \
	one         \
	INCQ AX     \
	DECQ CX     \
	JNE  ones   \
done: \
	VZEROUPPER  \
	RET

#define SCALE4 \
	VMULPD  (SI)(AX*8), Y1, Y0 \
	VMOVUPD Y0, (DI)(AX*8)

#define SCALE1 \
	VMULSD (SI)(AX*8), X1, X0 \
	VMOVSD X0, (DI)(AX*8)

// func scaleAVX(row, other []float64, times float64)
TEXT ·scaleAVX(SB), NOSPLIT, $0-56
	MOVQ row_base+0(FP), DI
	MOVQ row_len+8(FP), CX
	MOVQ other_base+24(FP), SI
	VBROADCASTSD times+48(FP), Y1
	EACH(SCALE4, SCALE1)

#define ADD4 \
	VMULPD  (SI)(AX*8), Y1, Y0 \
	VADDPD  (DI)(AX*8), Y0, Y0 \
	VMOVUPD Y0, (DI)(AX*8)

#define ADD1 \
	VMULSD (SI)(AX*8), X1, X0 \
	VADDSD (DI)(AX*8), X0, X0 \
	VMOVSD X0, (DI)(AX*8)

// func addAVX(row, other []float64, times float64)
TEXT ·addAVX(SB), NOSPLIT, $0-56
	MOVQ row_base+0(FP), DI
	MOVQ row_len+8(FP), CX
	MOVQ other_base+24(FP), SI
	VBROADCASTSD times+48(FP), Y1
	EACH(ADD4, ADD1)

#define ADDRAISED4 \
	VMAXPD  (SI)(AX*8), Y2, Y0 \
	VMULPD  Y1, Y0, Y0 \
	VADDPD  (DI)(AX*8), Y0, Y0 \
	VMOVUPD Y0, (DI)(AX*8)

#define ADDRAISED1 \
	VMAXSD (SI)(AX*8), X2, X0 \
	VMULSD X1, X0, X0 \
	VADDSD (DI)(AX*8), X0, X0 \
	VMOVSD X0, (DI)(AX*8)

// func addRaisedAVX(row, other []float64, least, times float64)
TEXT ·addRaisedAVX(SB), NOSPLIT, $0-64
	MOVQ row_base+0(FP), DI
	MOVQ row_len+8(FP), CX
	MOVQ other_base+24(FP), SI
	VBROADCASTSD least+48(FP), Y2
	VBROADCASTSD times+56(FP), Y1
	EACH(ADDRAISED4, ADDRAISED1)

#define RAISE4 \
	VMULPD  (SI)(AX*8), Y1, Y0 \
	VMAXPD  (DI)(AX*8), Y0, Y0 \
	VMOVUPD Y0, (DI)(AX*8)

#define RAISE1 \
	VMULSD (SI)(AX*8), X1, X0 \
	VMAXSD (DI)(AX*8), X0, X0 \
	VMOVSD X0, (DI)(AX*8)

// func raiseAVX(row, other []float64, times float64)
TEXT ·raiseAVX(SB), NOSPLIT, $0-56
	MOVQ row_base+0(FP), DI
	MOVQ row_len+8(FP), CX
	MOVQ other_base+24(FP), SI
	VBROADCASTSD times+48(FP), Y1
	EACH(RAISE4, RAISE1)

#define WHOLE4 \
	VMULPD  (SI)(AX*8), Y1, Y0 \
	CEIL4(Y0) \
	VMOVUPD Y0, (DI)(AX*8)

#define WHOLE1 \
	VMULSD (SI)(AX*8), X1, X0 \
	CEIL1(X0) \
	VMOVSD X0, (DI)(AX*8)

// func wholeAVX(row, other []float64, times float64)
TEXT ·wholeAVX(SB), NOSPLIT, $0-56
	MOVQ row_base+0(FP), DI
	MOVQ row_len+8(FP), CX
	MOVQ other_base+24(FP), SI
	VBROADCASTSD times+48(FP), Y1
	CEIL_CONSTANTS
	EACH(WHOLE4, WHOLE1)

#define MULTIPLY4 \
	VMOVUPD (SI)(AX*8), Y0 \
	VMULPD  (DX)(AX*8), Y0, Y0 \
	VMOVUPD Y0, (DI)(AX*8)

#define MULTIPLY1 \
	VMOVSD (SI)(AX*8), X0 \
	VMULSD (DX)(AX*8), X0, X0 \
	VMOVSD X0, (DI)(AX*8)

// func multiplyAVX(row, one, other []float64)
TEXT ·multiplyAVX(SB), NOSPLIT, $0-72
	MOVQ row_base+0(FP), DI
	MOVQ row_len+8(FP), CX
	MOVQ one_base+24(FP), SI
	MOVQ other_base+48(FP), DX
	EACH(MULTIPLY4, MULTIPLY1)

#define ADDPRODUCT4 \
	VMOVUPD (SI)(AX*8), Y0 \
	VMULPD  (DX)(AX*8), Y0, Y0 \
	VADDPD  (DI)(AX*8), Y0, Y0 \
	VMOVUPD Y0, (DI)(AX*8)

#define ADDPRODUCT1 \
	VMOVSD (SI)(AX*8), X0 \
	VMULSD (DX)(AX*8), X0, X0 \
	VADDSD (DI)(AX*8), X0, X0 \
	VMOVSD X0, (DI)(AX*8)

// func addProductAVX(row, one, other []float64)
TEXT ·addProductAVX(SB), NOSPLIT, $0-72
	MOVQ row_base+0(FP), DI
	MOVQ row_len+8(FP), CX
	MOVQ one_base+24(FP), SI
	MOVQ other_base+48(FP), DX
	EACH(ADDPRODUCT4, ADDPRODUCT1)

#define LEFT4 \
	VSUBPD  (DX)(AX*8), Y3, Y0 \
	VMULPD  Y1, Y0, Y0 \
	VADDPD  Y2, Y0, Y0 \
	VMULPD  (SI)(AX*8), Y0, Y0 \
	VMOVUPD Y0, (DI)(AX*8)

#define LEFT1 \
	VSUBSD (DX)(AX*8), X3, X0 \
	VMULSD X1, X0, X0 \
	VADDSD X2, X0, X0 \
	VMULSD (SI)(AX*8), X0, X0 \
	VMOVSD X0, (DI)(AX*8)

// func leftAVX(row, other, share []float64, part, rest float64)
TEXT ·leftAVX(SB), NOSPLIT, $0-88
	MOVQ row_base+0(FP), DI
	MOVQ row_len+8(FP), CX
	MOVQ other_base+24(FP), SI
	MOVQ share_base+48(FP), DX
	VBROADCASTSD part+72(FP), Y1
	VBROADCASTSD rest+80(FP), Y2
	VBROADCASTSD one<>(SB), Y3
	EACH(LEFT4, LEFT1)

#define GROW4 \
	VMULPD  (DX)(AX*8), Y2, Y0 \
	VADDPD  Y1, Y0, Y0 \
	VMAXPD  Y3, Y0, Y0 \
	VMULPD  (SI)(AX*8), Y0, Y0 \
	VMINPD  Y4, Y0, Y0 \
	VMOVUPD Y0, (DI)(AX*8)

#define GROW1 \
	VMULSD (DX)(AX*8), X2, X0 \
	VADDSD X1, X0, X0 \
	VMAXSD X3, X0, X0 \
	VMULSD (SI)(AX*8), X0, X0 \
	VMINSD X4, X0, X0 \
	VMOVSD X0, (DI)(AX*8)

// func growAVX(row, other, work []float64, still, part, least, most float64)
TEXT ·growAVX(SB), NOSPLIT, $0-104
	MOVQ row_base+0(FP), DI
	MOVQ row_len+8(FP), CX
	MOVQ other_base+24(FP), SI
	MOVQ work_base+48(FP), DX
	VBROADCASTSD still+72(FP), Y1
	VBROADCASTSD part+80(FP), Y2
	VBROADCASTSD least+88(FP), Y3
	VBROADCASTSD most+96(FP), Y4
	EACH(GROW4, GROW1)

// func undercutsAVX(cost, load []float64, times, least, spare, price float64) bool
TEXT ·undercutsAVX(SB), NOSPLIT, $0-81
	MOVQ cost_base+0(FP), DI
	MOVQ cost_len+8(FP), CX
	MOVQ load_base+24(FP), SI
	VBROADCASTSD times+48(FP), Y1
	VBROADCASTSD least+56(FP), Y2
	VBROADCASTSD spare+64(FP), Y3
	VBROADCASTSD price+72(FP), Y4
	VXORPD Y5, Y5, Y5 // months in which it does
	XORQ AX, AX
	SUBQ $4, CX
	JLT  left

four:
	VMULPD (SI)(AX*8), Y1, Y0
	VMAXPD Y2, Y0, Y0
	VADDPD Y3, Y0, Y0
	VMULPD Y4, Y0, Y0
	VCMPPD $0x01, (DI)(AX*8), Y0, Y0
	VORPD  Y0, Y5, Y5
	ADDQ   $4, AX
	SUBQ   $4, CX
	JGE    four

left:
	ADDQ $4, CX
	JEQ  done

one:
	VMULSD (SI)(AX*8), X1, X0
	VMAXSD X2, X0, X0
	VADDSD X3, X0, X0
	VMULSD X4, X0, X0
	VMOVSD (DI)(AX*8), X6
	VCMPSD $0x01, X6, X0, X0
	VMOVQ  X0, X0 // the other half is no month
	VORPD  Y0, Y5, Y5
	INCQ   AX
	DECQ   CX
	JNE    one

done:
	VMOVMSKPD Y5, R8
	TESTQ     R8, R8
	SETNE     ret+80(FP)
	VZEROUPPER
	RET

// func sumAVX(row []float64, others [][]float64)
TEXT ·sumAVX(SB), NOSPLIT, $0-48
	MOVQ row_base+0(FP), DI
	MOVQ row_len+8(FP), CX
	MOVQ others_base+24(FP), R8
	MOVQ others_len+32(FP), R10
	LEAQ (R10)(R10*2), R10
	LEAQ (R8)(R10*8), R10 // end of the others
	XORQ AX, AX
	SUBQ $4, CX
	JLT  left

four:
	MOVQ    0(R8), BX
	VMOVUPD (BX)(AX*8), Y0
	LEAQ    24(R8), R9
	JMP     last4

row4:
	MOVQ   0(R9), BX
	VADDPD (BX)(AX*8), Y0, Y0
	ADDQ   $24, R9

last4:
	CMPQ    R9, R10
	JNE     row4
	VMOVUPD Y0, (DI)(AX*8)
	ADDQ    $4, AX
	SUBQ    $4, CX
	JGE     four

left:
	ADDQ $4, CX
	JEQ  done

one:
	MOVQ   0(R8), BX
	VMOVSD (BX)(AX*8), X0
	LEAQ   24(R8), R9
	JMP    last1

row1:
	MOVQ   0(R9), BX
	VADDSD (BX)(AX*8), X0, X0
	ADDQ   $24, R9

last1:
	CMPQ   R9, R10
	JNE    row1
	VMOVSD X0, (DI)(AX*8)
	INCQ   AX
	DECQ   CX
	JNE    one

done:
	VZEROUPPER
	RET

#define LEAST4 \
	VMOVUPD (SI)(AX*8), Y0 \
	VMINPD  (DI)(AX*8), Y0, Y0 \
	VMOVUPD Y0, (DI)(AX*8)

#define LEAST1 \
	VMOVSD (SI)(AX*8), X0 \
	VMINSD (DI)(AX*8), X0, X0 \
	VMOVSD X0, (DI)(AX*8)

// func leastAVX(row, other []float64)
TEXT ·leastAVX(SB), NOSPLIT, $0-48
	MOVQ row_base+0(FP), DI
	MOVQ row_len+8(FP), CX
	MOVQ other_base+24(FP), SI
	EACH(LEAST4, LEAST1)

// Where part > 0, which leaves out 0 of 0.
#define SHARE4 \
	VMOVUPD (SI)(AX*8), Y0 \
	VDIVPD  (DX)(AX*8), Y0, Y3 \
	VMINPD  Y1, Y3, Y3 \
	VCMPPD  $0x0e, Y2, Y0, Y0 \
	VANDPD  Y0, Y3, Y3 \
	VMOVUPD Y3, (DI)(AX*8)

#define SHARE1 \
	VMOVSD (SI)(AX*8), X0 \
	VDIVSD (DX)(AX*8), X0, X3 \
	VMINSD X1, X3, X3 \
	VCMPSD $0x0e, X2, X0, X0 \
	VANDPD X0, X3, X3 \
	VMOVSD X3, (DI)(AX*8)

// func shareAVX(row, part, whole []float64)
TEXT ·shareAVX(SB), NOSPLIT, $0-72
	MOVQ row_base+0(FP), DI
	MOVQ row_len+8(FP), CX
	MOVQ part_base+24(FP), SI
	MOVQ whole_base+48(FP), DX
	VBROADCASTSD one<>(SB), Y1
	VXORPD Y2, Y2, Y2
	EACH(SHARE4, SHARE1)
