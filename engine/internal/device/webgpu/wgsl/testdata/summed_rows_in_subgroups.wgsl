// 100000 rows, in 4 steps, 4 invocations for each, with sums over them in 391 parts
enable subgroups;
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read> in1: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> out0: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> out1: array<f32>;
var<workgroup> shared_total2_0_0: array<vec4f, 256>;
var<workgroup> shared_total2_1_0: array<vec4f, 256>;
var<workgroup> shared_total3_0_0: array<f32, 256>;

@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  var value0: f32;
  var value1: f32;
  var total2_0_0 = vec4f(0.0);
  var total2_1_0 = vec4f(0.0);
  var total3_0_0 = 0.0;
  let lane = local % 4u;
  let slot = local / 4u;
  for (var turn = 0u; turn < 4u; turn++) {
    let row = (group.x * 4u + turn) * 64u + slot;
    let exists = row < 100000u;
    { // dot_general
      var sum0 = vec4f(0.0);
      let end = select(0u, 8u, exists);
      for (var k = lane; k < end; k += 4u) {
        let x0 = in0[row * 8u + k];
        let x1 = in1[k];
        sum0 = fma(x0, x1, sum0);
      }
      let all0 = sum0.x + sum0.y + (sum0.z + sum0.w);
      var met1 = all0;
      met1 = met1 + subgroupShuffleXor(met1, 2u);
      met1 = met1 + subgroupShuffleXor(met1, 1u);
      value0 = met1;
    }
    { // logistic
      let x0 = value0;
      let v2 = -x0;
      let v3 = select(v2, 91.0, 91.0 < v2);
      let v4 = select(v3, -106.0, v3 < -106.0);
      let v5 = v4 * 1.442695 + 1.2582912e+07;
      let v6 = v5 - 1.2582912e+07;
      let v7 = fma(v6, 0.00021219444, fma(v6, -0.6933594, v4));
      let v8 = fma(fma(0.00019875691, v7, 0.0013981999), v7, 0.008333452);
      let v9 = fma(fma(v8, v7, 0.041665796), v7, 0.16666666);
      let v10 = fma(fma(v9, v7, 0.5), v7 * v7, v7) + 1.0;
      let v11 = bitcast<i32>(v5) - 1262485250;
      let v12 = v11 >> 1u;
      let v13 = v10 * bitcast<f32>(v12 << 23u) * bitcast<f32>((v11 - v12) << 23u);
      let v14 = x0 < -88.0;
      var v26: f32;
      if (v14) {
        let v15 = select(x0, 91.0, 91.0 < x0);
        let v16 = select(v15, -106.0, v15 < -106.0);
        let v17 = v16 * 1.442695 + 1.2582912e+07;
        let v18 = v17 - 1.2582912e+07;
        let v19 = fma(v18, 0.00021219444, fma(v18, -0.6933594, v16));
        let v20 = fma(0.00019875691, v19, 0.0013981999);
        let v21 = fma(fma(v20, v19, 0.008333452), v19, 0.041665796);
        let v22 = fma(fma(v21, v19, 0.16666666), v19, 0.5);
        let v23 = bitcast<i32>(v17) - 1262485250;
        let v24 = v23 >> 1u;
        let v25 = (fma(v22, v19 * v19, v19) + 1.0) * bitcast<f32>(v24 << 23u);
        v26 = v25 * bitcast<f32>((v23 - v24) << 23u);
      }
      value1 = select(1.0 / (1.0 + v13), v26, v14);
    }
    { // dot_general
      if (exists) {
        {
          let x1 = in0[row * 8u + lane];
          total2_0_0 = fma(vec4f(value1), x1, total2_0_0);
        }
        {
          let x1 = in0[row * 8u + (lane + 4u)];
          total2_1_0 = fma(vec4f(value1), x1, total2_1_0);
        }
      }
    }
    { // reduce_sum
      if (exists) {
        total3_0_0 = total3_0_0 + value1;
      }
    }
  }
  shared_total2_0_0[local] = total2_0_0;
  shared_total2_1_0[local] = total2_1_0;
  shared_total3_0_0[local] = total3_0_0;
  for (var step = 32u; step > 0u; step /= 2u) {
    workgroupBarrier();
    if (slot < step) {
      total2_0_0 = total2_0_0 + shared_total2_0_0[local + step * 4u];
      shared_total2_0_0[local] = total2_0_0;
      total2_1_0 = total2_1_0 + shared_total2_1_0[local + step * 4u];
      shared_total2_1_0[local] = total2_1_0;
      total3_0_0 = total3_0_0 + shared_total3_0_0[local + step * 4u];
      shared_total3_0_0[local] = total3_0_0;
    }
  }
  let part = group.x;
  if (slot == 0u) {
    {
      out0[part * 8u + lane] = total2_0_0;
    }
    {
      out0[part * 8u + (lane + 4u)] = total2_1_0;
    }
    {
      if (lane < 1u) {
        out1[part] = total3_0_0;
      }
    }
  }
}

// dot_general: 32 results, each of 391 elements in 19 parts
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out0: array<vec4f>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 152u) { return; }
  let i1 = i % 8u;
  var sum0 = vec4f(0.0);
  for (var k2 = i / 8u; k2 < 380u; k2 += 76u) {
    sum0 = sum0 + in0[i1 + k2 * 8u];
    sum0 = sum0 + in0[i1 + (k2 + 19u) * 8u];
    sum0 = sum0 + in0[i1 + (k2 + 38u) * 8u];
    sum0 = sum0 + in0[i1 + (k2 + 57u) * 8u];
  }
  for (var k2 = 380u + i / 8u; k2 < 391u; k2 += 19u) {
    sum0 = sum0 + in0[i1 + k2 * 8u];
  }
  out0[i] = sum0;
}

// dot_general: 32 results, each of 19 elements
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out0: array<vec4f>;

@compute @workgroup_size(8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  var sum0 = vec4f(0.0);
  for (var k1 = 0u; k1 < 16u; k1 += 4u) {
    sum0 = sum0 + in0[i + k1 * 8u];
    sum0 = sum0 + in0[i + (k1 + 1u) * 8u];
    sum0 = sum0 + in0[i + (k1 + 2u) * 8u];
    sum0 = sum0 + in0[i + (k1 + 3u) * 8u];
  }
  for (var k1 = 16u; k1 < 19u; k1++) {
    sum0 = sum0 + in0[i + k1 * 8u];
  }
  out0[i] = sum0;
}

// reduce_sum: 1 result, each of 391 elements
enable subgroups;
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read_write> out0: array<f32>;
var<workgroup> shared0: array<f32, 32>;

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let i = group.x;
  var sum0 = 0.0;
  for (var k = local; k < 391u; k += 256u) {
    sum0 = sum0 + in0[k];
  }
  var met1 = sum0;
  met1 = met1 + subgroupShuffleXor(met1, 4u);
  met1 = met1 + subgroupShuffleXor(met1, 2u);
  met1 = met1 + subgroupShuffleXor(met1, 1u);
  if (local % 8u == 0u) {
    shared0[local / 8u] = met1;
  }
  workgroupBarrier();
  let v2 = local % 8u;
  met1 = shared0[v2];
  for (var j = 8u; j < 32u; j += 8u) {
    met1 = met1 + shared0[v2 + j];
  }
  met1 = met1 + subgroupShuffleXor(met1, 4u);
  met1 = met1 + subgroupShuffleXor(met1, 2u);
  met1 = met1 + subgroupShuffleXor(met1, 1u);
  if (local == 0u) {
    out0[0u] = met1;
  }
}
