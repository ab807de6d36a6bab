// scatter-add: 999 results
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read_write> out0: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 999u) { return; }
  let x0 = in0[i];
  out0[i] = x0;
}

// scatter-add: 5000 results
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read> in1: array<i32>;
@group(0) @binding(2) var<storage, read_write> out0: array<atomic<u32>>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 5000u) { return; }
  let x0 = in0[i];
  let x2 = in1[i];
  let place = u32(clamp(in1[i], 0, 998));
  var found = atomicLoad(&out0[place]);
  loop {
    let old = bitcast<f32>(found);
    let v1 = select(old, old + x0, (x2 <= 998) & (0 <= x2));
    let put = bitcast<u32>(v1);
    if (put == found) { break; }
    let change = atomicCompareExchangeWeak(&out0[place], found, put);
    if (change.exchanged) { break; }
    found = change.old_value;
  }
}
