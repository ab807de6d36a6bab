// cumsum: 2188 × 32 results, each of 32 elements
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read_write> out0: array<f32>;
@group(0) @binding(2) var<storage, read_write> out1: array<f32>;
@group(0) @binding(3) var<uniform> uniforms: array<vec4u, 1>;

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits ^ uniforms[0].x); }

// x, and nothing that a compiler could take for something else.
fn keep(x: f32) -> f32 { return bitcast<f32>(bitcast<u32>(x) ^ u32(uniforms[0].x)); }

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 2188u) { return; }
  var link0 = float_of(0x80000000u);
  var link1 = 0.0;
  let end = min(32u, 70000u - i % 2188u * 32u);
  for (var k1 = 0u; k1 < end; k1++) {
    let x0 = link0;
    let x1 = link1;
    let x2 = in0[i * 32u + k1];
    let v1 = keep(x0 + x2);
    let v2 = keep(v1 - x0);
    let v3 = keep(keep(x0 - keep(v1 - v2)) + keep(x2 - v2));
    let v4 = keep(v3 + keep(x1 + float_of(0x0u)));
    let v5 = keep(v1 + v4);
    let v6 = (abs(v5) < float_of(0x7f800000u)) & !(v4 == 0.0);
    let v7 = select(v1, v5, v6);
    let v8 = select(0.0, v4 - keep(v5 - v1), v6);
    link0 = v7;
    link1 = v8;
  }
  out0[i] = link0;
  out1[i] = link1;
}

// what comes before each of 2188 chunks of 1 lines
@group(0) @binding(0) var<storage, read_write> out0: array<f32>;
@group(0) @binding(1) var<storage, read_write> out1: array<f32>;
@group(0) @binding(2) var<uniform> uniforms: array<vec4u, 1>;
var<workgroup> part0: array<f32, 256>;
var<workgroup> part1: array<f32, 256>;

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits ^ uniforms[0].x); }

// x, and nothing that a compiler could take for something else.
fn keep(x: f32) -> f32 { return bitcast<f32>(bitcast<u32>(x) ^ u32(uniforms[0].x)); }

@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  let start = group.x * 2188u;
  let first = min(local * 9u, 2188u);
  let end = min(first + 9u, 2188u);
  var link0 = float_of(0x80000000u);
  var link1 = 0.0;
  for (var k = first; k < end; k++) {
    let x0 = out0[start + k];
    let x1 = out1[start + k];
    let v1 = keep(link0 + x0);
    let v2 = keep(v1 - link0);
    let v3 = keep(keep(link0 - keep(v1 - v2)) + keep(x0 - v2));
    let v4 = keep(v3 + keep(link1 + x1));
    let v5 = keep(v1 + v4);
    let v6 = (abs(v5) < float_of(0x7f800000u)) & !(v4 == 0.0);
    let next0 = select(v1, v5, v6);
    let next1 = select(0.0, v4 - keep(v5 - v1), v6);
    link0 = next0;
    link1 = next1;
  }
  part0[local] = link0;
  part1[local] = link1;
  for (var far = 1u; far < 256u; far *= 2u) {
    workgroupBarrier();
    let before0 = part0[local - min(far, local)];
    let before1 = part1[local - min(far, local)];
    workgroupBarrier();
    if (local >= far) {
      let v7 = keep(before0 + part0[local]);
      let v8 = keep(v7 - before0);
      let v9 = keep(keep(before0 - keep(v7 - v8)) + keep(part0[local] - v8));
      let v10 = keep(v9 + keep(before1 + part1[local]));
      let v11 = keep(v7 + v10);
      let v12 = (abs(v11) < float_of(0x7f800000u)) & !(v10 == 0.0);
      let v13 = select(0.0, v10 - keep(v11 - v7), v12);
      let next0 = select(v7, v11, v12);
      let next1 = v13;
      part0[local] = next0;
      part1[local] = next1;
    }
  }
  workgroupBarrier();
  link0 = float_of(0x80000000u);
  link1 = 0.0;
  if (local > 0u) {
    link0 = part0[local - 1u];
    link1 = part1[local - 1u];
  }
  for (var k = first; k < end; k++) {
    let x0 = out0[start + k];
    let x1 = out1[start + k];
    let v14 = keep(link0 + x0);
    let v15 = keep(v14 - link0);
    let v16 = keep(keep(link0 - keep(v14 - v15)) + keep(x0 - v15));
    let v17 = keep(v16 + keep(link1 + x1));
    let v18 = keep(v14 + v17);
    let v19 = (abs(v18) < float_of(0x7f800000u)) & !(v17 == 0.0);
    let v20 = select(0.0, v17 - keep(v18 - v14), v19);
    let next0 = select(v14, v18, v19);
    let next1 = v20;
    out0[start + k] = link0;
    out1[start + k] = link1;
    link0 = next0;
    link1 = next1;
  }
}

// cumsum: 2188 × 32 results, each of 32 elements
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read_write> out0: array<f32>;
@group(0) @binding(2) var<storage, read> in1: array<f32>;
@group(0) @binding(3) var<storage, read> in2: array<f32>;
@group(0) @binding(4) var<uniform> uniforms: array<vec4u, 1>;

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits ^ uniforms[0].x); }

// x, and nothing that a compiler could take for something else.
fn keep(x: f32) -> f32 { return bitcast<f32>(bitcast<u32>(x) ^ u32(uniforms[0].x)); }

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 2188u) { return; }
  var link0 = in1[i];
  var link1 = in2[i];
  let end = min(32u, 70000u - i % 2188u * 32u);
  for (var k1 = 0u; k1 < end; k1++) {
    let x0 = link0;
    let x1 = link1;
    let x2 = in0[i * 32u + k1];
    let v1 = keep(x0 + x2);
    let v2 = keep(v1 - x0);
    let v3 = keep(keep(x0 - keep(v1 - v2)) + keep(x2 - v2));
    let v4 = keep(v3 + keep(x1 + float_of(0x0u)));
    let v5 = keep(v1 + v4);
    let v6 = (abs(v5) < float_of(0x7f800000u)) & !(v4 == 0.0);
    let v7 = select(v1, v5, v6);
    out0[i * 32u + k1] = v7;
    let v8 = select(0.0, v4 - keep(v5 - v1), v6);
    link0 = v7;
    link1 = v8;
  }
}
