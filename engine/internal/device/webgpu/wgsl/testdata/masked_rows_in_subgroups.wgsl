// 600 rows, in 3 steps, 32 invocations for each
enable subgroups;
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read> in1: array<f32>;
@group(0) @binding(2) var<storage, read_write> out0: array<f32>;
var<workgroup> row0: array<f32, 184>;
var<workgroup> row2: array<f32, 184>;
var<workgroup> shared0: array<f32, 8>;

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits); }

// Numbers in the order of the floats, -0 below +0.
fn order(x: f32) -> i32 {
  let bits = bitcast<i32>(x);
  return bits ^ ((bits >> 31u) & 0x7fffffff);
}

fn is_nan(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }

fn max_float(x: f32, y: f32) -> f32 {
  let greater = select(x, y, order(x) < order(y));
  return select(select(greater, y, is_nan(y)), x, is_nan(x));
}

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  var value1: f32;
  var value3: f32;
  let lane = local % 32u;
  let slot = local / 32u;
  let row = group.x * 2u + slot;
  let outer1 = row % 12u;
  let outer0 = row / 12u;
  { // add, reduce_max
    var sum1 = float_of(0xff800000u);
    for (var k = lane; k < 90u; k += 32u) {
      let x0 = in0[outer0 * 1080u + outer1 * 90u + k];
      let x1 = in1[outer1 * 90u + k];
      let v1 = x0 + x1;
      row0[slot * 92u + k] = v1;
      sum1 = max_float(sum1, v1);
    }
    var met2 = sum1;
    met2 = max_float(met2, subgroupShuffleXor(met2, 4u));
    met2 = max_float(met2, subgroupShuffleXor(met2, 2u));
    met2 = max_float(met2, subgroupShuffleXor(met2, 1u));
    if (local % 8u == 0u) {
      shared0[local / 8u] = met2;
    }
    workgroupBarrier();
    let v3 = local / 32u * 4u + local % 4u;
    met2 = shared0[v3];
    met2 = max_float(met2, subgroupShuffleXor(met2, 2u));
    met2 = max_float(met2, subgroupShuffleXor(met2, 1u));
    value1 = met2;
  }
  { // sub, exp, reduce_sum
    var sum1 = 0.0;
    for (var k = lane; k < 90u; k += 32u) {
      let v4 = row0[slot * 92u + k] - value1;
      let v5 = select(v4, 91.0, 91.0 < v4);
      let v6 = select(v5, -106.0, v5 < -106.0);
      let v7 = v6 * 1.442695 + 1.2582912e+07;
      let v8 = v7 - 1.2582912e+07;
      let v9 = fma(v8, 0.00021219444, fma(v8, -0.6933594, v6));
      let v10 = fma(fma(0.00019875691, v9, 0.0013981999), v9, 0.008333452);
      let v11 = fma(fma(v10, v9, 0.041665796), v9, 0.16666666);
      let v12 = fma(fma(v11, v9, 0.5), v9 * v9, v9) + 1.0;
      let v13 = bitcast<i32>(v7) - 1262485250;
      let v14 = v13 >> 1u;
      let v15 = v12 * bitcast<f32>(v14 << 23u) * bitcast<f32>((v13 - v14) << 23u);
      row2[slot * 92u + k] = v15;
      sum1 = sum1 + v15;
    }
    workgroupBarrier();
    var met16 = sum1;
    met16 = met16 + subgroupShuffleXor(met16, 4u);
    met16 = met16 + subgroupShuffleXor(met16, 2u);
    met16 = met16 + subgroupShuffleXor(met16, 1u);
    if (local % 8u == 0u) {
      shared0[local / 8u] = met16;
    }
    workgroupBarrier();
    let v17 = local / 32u * 4u + local % 4u;
    met16 = shared0[v17];
    met16 = met16 + subgroupShuffleXor(met16, 2u);
    met16 = met16 + subgroupShuffleXor(met16, 1u);
    value3 = met16;
  }
  { // div
    for (var k = lane; k < 90u; k += 32u) {
      out0[outer0 * 1080u + outer1 * 90u + k] = row2[slot * 92u + k] / value3;
    }
  }
}
