// 1000 rows, in 3 steps, 64 invocations for each
enable subgroups;
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out0: array<vec4f>;
var<workgroup> row1: array<vec4f, 250>;
var<workgroup> shared0: array<f32, 8>;

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits); }

// Numbers in the order of the floats, -0 below +0.
fn order_x4(x: vec4f) -> vec4i {
  let bits = bitcast<vec4i>(x);
  return bits ^ ((bits >> vec4u(31u)) & vec4i(0x7fffffff));
}

fn is_nan_x4(x: vec4f) -> vec4<bool> { return (bitcast<vec4u>(x) & vec4u(0x7fffffffu)) > vec4u(0x7f800000u); }

fn max_float_x4(x: vec4f, y: vec4f) -> vec4f {
  let greater = select(x, y, order_x4(x) < order_x4(y));
  return select(select(greater, y, is_nan_x4(y)), x, is_nan_x4(x));
}

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
  var value0: f32;
  var value2: f32;
  let row = group.x;
  { // reduce_max
    var sum0 = vec4f(float_of(0xff800000u));
    for (var k = local; k < 250u; k += 64u) {
      let x0 = in0[row * 250u + k];
      sum0 = max_float_x4(sum0, x0);
    }
    let all0 = max_float(max_float(sum0.x, sum0.y), max_float(sum0.z, sum0.w));
    var met1 = all0;
    met1 = max_float(met1, subgroupShuffleXor(met1, 4u));
    met1 = max_float(met1, subgroupShuffleXor(met1, 2u));
    met1 = max_float(met1, subgroupShuffleXor(met1, 1u));
    if (local % 8u == 0u) {
      shared0[local / 8u] = met1;
    }
    workgroupBarrier();
    let v2 = local % 8u;
    met1 = shared0[v2];
    met1 = max_float(met1, subgroupShuffleXor(met1, 4u));
    met1 = max_float(met1, subgroupShuffleXor(met1, 2u));
    met1 = max_float(met1, subgroupShuffleXor(met1, 1u));
    value0 = met1;
  }
  { // sub, exp, reduce_sum
    var sum1 = vec4f(0.0);
    for (var k = local; k < 250u; k += 64u) {
      let x0 = in0[row * 250u + k];
      let v3 = x0 - value0;
      let v4 = select(v3, vec4f(91.0), vec4f(91.0) < v3);
      let v5 = select(v4, vec4f(-106.0), v4 < vec4f(-106.0));
      let v6 = v5 * 1.442695 + 1.2582912e+07;
      let v7 = v6 - 1.2582912e+07;
      let v8 = fma(v7, vec4f(0.00021219444), fma(v7, vec4f(-0.6933594), v5));
      let v9 = fma(vec4f(0.00019875691), v8, vec4f(0.0013981999));
      let v10 = fma(fma(v9, v8, vec4f(0.008333452)), v8, vec4f(0.041665796));
      let v11 = fma(fma(v10, v8, vec4f(0.16666666)), v8, vec4f(0.5));
      let v12 = bitcast<vec4i>(v6) - 1262485250;
      let v13 = v12 >> vec4u(1u);
      let v14 = (fma(v11, v8 * v8, v8) + 1.0) * bitcast<vec4f>(v13 << vec4u(23u));
      let v15 = bitcast<vec4f>((v12 - v13) << vec4u(23u));
      let v16 = v14 * v15;
      row1[k] = v16;
      sum1 = sum1 + v16;
    }
    let all1 = sum1.x + sum1.y + (sum1.z + sum1.w);
    workgroupBarrier();
    var met17 = all1;
    met17 = met17 + subgroupShuffleXor(met17, 4u);
    met17 = met17 + subgroupShuffleXor(met17, 2u);
    met17 = met17 + subgroupShuffleXor(met17, 1u);
    if (local % 8u == 0u) {
      shared0[local / 8u] = met17;
    }
    workgroupBarrier();
    let v18 = local % 8u;
    met17 = shared0[v18];
    met17 = met17 + subgroupShuffleXor(met17, 4u);
    met17 = met17 + subgroupShuffleXor(met17, 2u);
    met17 = met17 + subgroupShuffleXor(met17, 1u);
    value2 = met17;
  }
  { // div
    for (var k = local; k < 250u; k += 64u) {
      out0[row * 250u + k] = row1[k] / value2;
    }
  }
}
