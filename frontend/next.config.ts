import type { NextConfig } from "next";

const production = process.env.NODE_ENV === "production";
const api = process.env.BACKTALK_API ?? "http://127.0.0.1:8000";

const config: NextConfig = {
  // The API serves the export from its own origin; only `next dev` needs a way through to it.
  ...(production ? { output: "export" } : { rewrites: async () => [{ source: "/api/:path*", destination: `${api}/api/:path*` }] }),
  // A compressed stream is held back until the compressor's buffer is full.
  compress: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // Each language has its own root layout, so the 404 page belongs to none.
  experimental: { globalNotFound: true },
};

export default config;
