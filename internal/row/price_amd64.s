//go:build !purego

#include "textflag.h"

// The loops over the months are those of row_amd64.s.

// func priceAVX(row, volume, index []float64, copies float64, steps []Step)
TEXT ·priceAVX(SB), NOSPLIT, $0-104
	MOVQ row_base+0(FP), DI
	MOVQ volume_base+24(FP), SI
	MOVQ index_base+48(FP), DX
	VBROADCASTSD copies+72(FP), Y1
	MOVQ steps_base+80(FP), BX
	MOVQ steps_len+88(FP), R8
	MOVQ row_len+8(FP), CX
	LEAQ (R8)(R8*2), R8
	LEAQ (BX)(R8*8), R8 // end of the steps
	XORQ AX, AX
	CMPB ·eight(SB), $0
	JEQ  fours
	SUBQ $8, CX
	JLT  few
	VBROADCASTSD X1, Z1

eight:
	VMULPD (SI)(AX*8), Z1, Z0
	VPXORQ Z2, Z2, Z2
	MOVQ   BX, R9

step8:
	VBROADCASTSD 0(R9), Z3
	VBROADCASTSD 8(R9), Z4
	VSUBPD       Z3, Z0, Z5
	VCMPPD       $0x0e, Z3, Z0, K1
	VMULPD       Z4, Z5, Z5
	VBROADCASTSD 16(R9), Z4
	VADDPD       Z4, Z5, K1, Z2
	ADDQ         $24, R9
	CMPQ         R9, R8
	JNE          step8
	VMULPD       (DX)(AX*8), Z2, Z2
	VMOVUPD      Z2, (DI)(AX*8)
	ADDQ         $8, AX
	SUBQ         $8, CX
	JGE          eight

few:
	ADDQ $8, CX

fours:
	SUBQ $4, CX
	JLT  left

four:
	VMULPD       (SI)(AX*8), Y1, Y0 // volume
	VXORPD       Y2, Y2, Y2         // its price
	MOVQ         BX, R9

step4:
	VBROADCASTSD 0(R9), Y3 // From
	VBROADCASTSD 8(R9), Y4 // Each
	VSUBPD       Y3, Y0, Y5
	VCMPPD       $0x0e, Y3, Y0, Y3 // volume > From
	VMULPD       Y4, Y5, Y5
	VBROADCASTSD 16(R9), Y4 // Before
	VADDPD       Y4, Y5, Y5
	VBLENDVPD    Y3, Y5, Y2, Y2
	ADDQ         $24, R9
	CMPQ         R9, R8
	JNE          step4
	VMULPD       (DX)(AX*8), Y2, Y2
	VMOVUPD      Y2, (DI)(AX*8)
	ADDQ         $4, AX
	SUBQ         $4, CX
	JGE          four

left:
	ADDQ $4, CX
	JEQ  done

one:
	VMULSD (SI)(AX*8), X1, X0
	VXORPD X2, X2, X2
	MOVQ   BX, R9

step1:
	VMOVSD    0(R9), X3
	VSUBSD    X3, X0, X5
	VCMPSD    $0x0e, X3, X0, X3
	VMULSD    8(R9), X5, X5
	VADDSD    16(R9), X5, X5
	VBLENDVPD X3, X5, X2, X2
	ADDQ      $24, R9
	CMPQ      R9, R8
	JNE       step1
	VMULSD    (DX)(AX*8), X2, X2
	VMOVSD    X2, (DI)(AX*8)
	INCQ      AX
	DECQ      CX
	JNE       one

done:
	VZEROUPPER
	RET
