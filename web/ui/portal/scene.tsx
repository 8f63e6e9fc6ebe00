const LEAF = 'M0-15L2.4-6 10.2-8 5.4-2.5 13.4 1.9 4.2 3.5 4.8 7.6 0 4-4.8 7.6-4.2 3.5-13.4 1.9-5.4-2.5-10.2-8-2.4-6Z';

/** Where leaves hang or float: x, y, turn in degrees, size. */
const LEAVES = [
  [610, 46, 20, 1.35],
  [578, 78, 160, 1.15],
  [556, 40, -30, 1],
  [526, 74, 200, 0.95],
  [636, 92, 130, 1.3],
  [500, 52, 240, 0.75],
  [596, 118, 190, 0.9],
  [268, 372, 70, 0.8],
  [532, 352, 25, 0.7],
] as const;

/** A water town with the maple bridge: an arch and its reflection. Stands for the place, not for any data. */
export function Scene() {
  return (
    <svg className="scene" viewBox="0 0 660 430" aria-hidden="true" strokeLinecap="round" strokeLinejoin="round">
      <defs>
        <path id="leaf" d={LEAF} />
        <linearGradient id="edge">
          <stop offset="0" stopColor="#000" />
          <stop offset=".14" stopColor="#fff" />
          <stop offset=".88" stopColor="#fff" />
          <stop offset="1" stopColor="#000" />
        </linearGradient>
        <mask id="fade" maskUnits="userSpaceOnUse" x="-20" y="0" width="700" height="430">
          <path d="M-20 0H680V430H-20Z" fill="url(#edge)" />
        </mask>
      </defs>
      <circle cx="508" cy="104" r="46" fill="var(--maple-soft)" />
      <g mask="url(#fade)">
        <Hills />
        <Water />
      </g>
      <Town />
      <Bridge />
      <Boat />
      <Branch />
    </svg>
  );
}

function Hills() {
  return (
    <g>
      <path d="M0 214C70 176 118 190 176 200S286 158 352 178 500 150 566 176 632 184 660 176V272H0Z" fill="var(--sunken)" />
      <path d="M0 240C90 214 150 226 220 232S380 206 450 220 590 206 660 222V272H0Z" fill="var(--line)" opacity=".55" />
    </g>
  );
}

function Water() {
  return (
    <g fill="none">
      <path d="M0 270H660V392C590 414 520 388 440 402S250 420 150 400 40 404 0 394Z" fill="var(--river-soft)" />
      <g stroke="var(--river)" opacity=".38" strokeWidth="1.5">
        <path d="M24 292h58M104 298h24M150 290h30M60 352h40M118 360h76M24 376h34M214 388h52M292 382h26M520 296h44M586 290h48M552 326h66M500 384h70M600 362h36M342 398h60M206 296h40" />
      </g>
    </g>
  );
}

/** White walls and dark tiles, with the stepped gables of the region. */
function Town() {
  return (
    <g stroke="var(--ink-2)" strokeWidth="1.5" transform="translate(14 0)">
      <g fill="var(--surface)">
        <path d="M-4 206H66V268H-4Z" />
        <path d="M128 214H206V268H128Z" />
        <path d="M62 268V188H72V178H86V168H110V178H124V188H134V268Z" />
      </g>
      <g fill="var(--ink-2)" stroke="none">
        <path d="M-8 208C6 204 16 196 20 186H44C50 198 58 204 72 207L70 211H-8Z" />
        <path d="M120 216C134 212 144 202 150 192H184C190 204 200 212 216 215L213 220H120Z" />
        <path d="M58 186h14v4H58zM68 175h18v4H68zM82 164h32v4.500H82zM110 175h18v4h-18zM124 186h14v4h-14z" />
      </g>
      <g fill="none" stroke="var(--line-strong)">
        <path d="M20 226h18v20H20zM29 226v20M150 234h14v16h-14zM174 234h14v16h-14zM90 200h16v14H90zM98 200v14" />
        <path d="M88 268v-30a10 10 0 0 1 20 0v30" />
      </g>
      <path d="M-10 268H200" fill="none" strokeWidth="2" />
      <g fill="var(--maple)" stroke="none">
        <path d="M140 226c5 0 7 3 7 7s-2 6-7 6-7-2-7-6 2-7 7-7zM198 228c5 0 7 3 7 7s-2 6-7 6-7-2-7-6 2-7 7-7z" />
      </g>
      <path d="M140 222v4M140 239v4M198 224v4M198 241v4" />
      <g stroke="var(--ink-2)" opacity=".28" strokeWidth="1.5">
        <path d="M0 276h60M66 280h68M140 276h64M84 288h28" />
      </g>
    </g>
  );
}

function Bridge() {
  return (
    <g fill="none" stroke="var(--ink-2)" strokeWidth="2">
      <path
        d="M196 270C262 262 305 150 405 150S548 262 614 270H487a82 82 0 0 0-164 0Z"
        fill="var(--surface)"
        stroke="var(--ink)"
        strokeWidth="2.5"
      />
      <path d="M307 270a98 98 0 0 1 196 0" stroke="var(--line-strong)" />
      <path
        d="M487 253L502 249M482 236L495 230M473 221L485 212M461 208L471 196M447 197L454 184M431 190L436 176M414 186L415 172M396 186L395 172M379 190L374 176M363 197L356 184M349 208L339 196M337 221L325 212M328 236L315 230M323 253L308 249"
        stroke="var(--line-strong)"
        strokeWidth="1.5"
      />
      <path d="M240 262h52M262 248h38M518 262h52M512 248h38" stroke="var(--line)" strokeWidth="1.5" />
      <path d="M225 246L243 233L261 218L279 201L297 185L315 170L333 157L351 148L369 141L387 137L405 136L423 137L441 141L459 148L477 157L495 170L513 185L531 201L549 218L567 233L585 246" />
      <path
        d="M225 259v-13M243 246v-13M261 231v-13M279 214v-13M297 198v-13M315 183v-13M333 170v-13M351 161v-13M369 154v-13M387 150v-13M405 149v-13M423 150v-13M441 154v-13M459 161v-13M477 170v-13M495 183v-13M513 198v-13M531 214v-13M549 231v-13M567 246v-13M585 259v-13"
        strokeWidth="1.5"
      />
      <g stroke="var(--river)">
        <path d="M323 278a82 72 0 0 0 164 0" fill="var(--paper)" fillOpacity=".75" />
        <path d="M307 278a98 88 0 0 0 196 0" strokeDasharray="14 9" opacity=".5" />
        <path d="M340 310h60M424 310h36M356 328h92M384 344h50" opacity=".5" strokeWidth="1.5" />
        <path d="M226 282h60M250 294h42M524 282h58M518 294h42" opacity=".5" strokeWidth="1.5" />
      </g>
    </g>
  );
}

/** The black-awning boat of Shaoxing. */
function Boat() {
  return (
    <g stroke="var(--ink)" strokeWidth="2">
      <path d="M120 322Q186 350 262 318L246 338Q188 354 136 339Z" fill="var(--surface)" />
      <path d="M156 332Q168 306 192 306T228 330Q192 342 156 332Z" fill="var(--ink-2)" />
      <path
        d="M168 333Q176 312 192 307M180 336Q186 316 196 307M216 333Q210 314 196 307"
        fill="none"
        stroke="var(--surface)"
        strokeWidth="1"
        opacity=".6"
      />
      <path d="M246 322L286 346" fill="none" />
      <path d="M128 352h96M150 362h58" fill="none" stroke="var(--river)" opacity=".5" strokeWidth="1.5" />
    </g>
  );
}

function Branch() {
  return (
    <g>
      <path
        d="M664 20C630 34 600 40 572 56S520 66 494 56M612 40C606 60 598 74 576 84M650 26C648 50 644 66 636 84"
        fill="none"
        stroke="var(--ink-2)"
        strokeWidth="2"
      />
      <g fill="var(--maple)">
        {LEAVES.map(([x, y, turn, size]) => (
          <use key={x} href="#leaf" transform={`translate(${x} ${y}) rotate(${turn}) scale(${size})`} />
        ))}
      </g>
    </g>
  );
}
