// The peer: sharp, in the ways its users use it. Prints photos a second for each round, as EngineSpeed does.
//   node sharp.mjs PHOTO_DIRECTORY chain|clone ROUNDS
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

const [directory, way, rounds] = process.argv.slice(2);
const sizes = [1280, 640, 320, 160];
const photos = readdirSync(directory).filter(name => name.endsWith('.jpg')).sort().map(name => join(directory, name));

sharp.cache(false);
sharp.concurrency(1);

// Each size from the one before, in memory.
async function chain(photo) {
  let source = sharp(photo).autoOrient();
  for (const size of sizes) {
    const { data, info } = await source.resize(size, size, { fit: 'inside', withoutEnlargement: true })
      .raw().toBuffer({ resolveWithObject: true });
    const raw = { width: info.width, height: info.height, channels: info.channels };
    await sharp(data, { raw }).jpeg({ quality: 80 }).toBuffer();
    source = sharp(data, { raw });
  }
}

// Each size from the file, which lets the decoder shrink while it decodes.
async function clone(photo) {
  for (const size of sizes) {
    await sharp(photo).autoOrient().resize(size, size, { fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 80 }).toBuffer();
  }
}

const render = { chain, clone }[way];
for (let round = 1; round <= Number(rounds); round++) {
  const queue = [...photos, ...photos, ...photos];
  const count = queue.length;
  const start = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  await Promise.all([1, 2].map(async () => {
    for (let photo = queue.pop(); photo; photo = queue.pop()) {
      await render(photo);
    }
  }));
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const { user, system } = process.cpuUsage(cpu);
  console.log(`sharp-${way} ${(count / seconds).toFixed(1)} photos/s ${Math.round((user + system) / 1000 / count)} ms`);
}
