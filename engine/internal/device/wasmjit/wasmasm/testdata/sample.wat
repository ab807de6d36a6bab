(module
  (type (;0;) (func (param i32) (result i32)))
  (type (;1;) (func (param f64) (param f64) (result f64)))
  (type (;2;) (func (param i32)))
  (import "env" "memory" (memory 1 16 shared))
  (import "pool" "split" (func $f0 (type 0)))
  (func $least (type 1) (param $l0 f64) (param $l1 f64) (result f64)
    local.get $l0  local.get $l1  f64.add
    f64.abs)
  (func $main (type 2) (param $table i32)
    (local $x v128)  (local $l2 v128)  (local $turns i32)
    v128.const f32x4 -0 1 nan:0x400000 inf  local.set $x
    v128.const f64x2 -1.5 -nan:0x8000000000001  local.set $l2
    v128.const i32x4 1 -1 0 0  drop
    v128.const i64x2 -1 7  drop
    v128.const i32x4 0x0 0x80000000 0x1 0x0  drop
    ;; a loop
    i32.const -3  local.set $turns
    block
      loop
        local.get $table  v128.load offset=300 align=4  local.tee $x
        local.get $l2  f32x4.mul  local.set $l2
        local.get $table  local.get $x  local.get $l2
        i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 31
        v128.store
        local.get $table  local.get $l2  v128.store64_lane offset=8 1
        local.get $table  local.get $table  local.get $x  i32x4.extract_lane 2
        if (result i32)
          i32.const 1
        else
          i32.const 2
        end
        i32.store8 offset=1
        local.get $turns  (@metadata.code.branch_hint "\00") if
        end
        local.get $turns  br_if 1
        br 0
      end
    end
    local.get $table  call $f0
    local.get $table  i32.const 1  i32.atomic.rmw.add offset=4
    i32.add
    drop
    local.get $table  i32.const 0  i32.const 64  memory.fill
    local.get $table  local.get $table  i32.const 64  memory.copy
    f64.const 1e-300  f64.const 0.1  call $least
    i64.reinterpret_f64
    i64.const -9223372036854775808  i64.xor
    drop
    f32.const 0.1  i64.trunc_sat_f32_s
    drop
    local.get $x  local.get $l2  local.get $x  f32x4.relaxed_madd
    drop)
  (export "main" (func $main)))
