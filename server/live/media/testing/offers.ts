/** Offers as real clients write them, shortened to what matters. */

const transport = (setup: string) => [
  "c=IN IP4 0.0.0.0",
  "a=ice-ufrag:abcd",
  "a=ice-pwd:abcdefghijklmnopqrstuv",
  "a=fingerprint:sha-256 " + Array.from({ length: 32 }, () => "AB").join(":"),
  `a=setup:${setup}`,
];

const session = (bundle: string) => [
  "v=0",
  "o=- 1 2 IN IP4 127.0.0.1",
  "s=-",
  "t=0 0",
  `a=group:BUNDLE ${bundle}`,
];

const browserFormats = [
  "a=rtpmap:96 VP8/90000",
  "a=rtcp-fb:96 transport-cc",
  "a=rtcp-fb:96 ccm fir",
  "a=rtcp-fb:96 nack",
  "a=rtcp-fb:96 nack pli",
  "a=rtpmap:97 rtx/90000",
  "a=fmtp:97 apt=96",
  "a=rtpmap:98 VP9/90000",
  "a=rtpmap:102 H264/90000",
  "a=rtcp-fb:102 nack",
  "a=rtcp-fb:102 nack pli",
  "a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=64001f",
  "a=rtpmap:103 H264/90000",
  "a=fmtp:103 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f",
  "a=rtpmap:104 H264/90000",
  "a=rtcp-fb:104 transport-cc",
  "a=rtcp-fb:104 nack",
  "a=rtcp-fb:104 nack pli",
  "a=fmtp:104 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
  "a=rtpmap:105 rtx/90000",
  "a=fmtp:105 apt=104",
];

/** What a Chromium page offers, with sound first. */
export function browserOffer(direction: "sendonly" | "recvonly"): string {
  return [
    ...session("0 1"),
    "m=audio 9 UDP/TLS/RTP/SAVPF 111 0",
    ...transport("actpass"),
    "a=mid:0",
    "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
    "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid",
    `a=${direction}`,
    "a=rtcp-mux",
    "a=rtpmap:111 opus/48000/2",
    "a=rtcp-fb:111 transport-cc",
    "a=rtcp-fb:111 nack",
    "a=fmtp:111 minptime=10;useinbandfec=1",
    "a=rtpmap:0 PCMU/8000",
    "m=video 9 UDP/TLS/RTP/SAVPF 96 97 98 102 103 104 105",
    ...transport("actpass"),
    "a=mid:1",
    "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
    "a=extmap:5 http://www.webrtc.org/experiments/rtp-hdrext/playout-delay",
    `a=${direction}`,
    "a=rtcp-mux",
    "a=rtcp-rsize",
    ...browserFormats,
    "",
  ].join("\r\n");
}

/** What a broadcasting program offers: named sections, fixed numbers, active or actpass, one high profile. */
export function studioOffer(): string {
  return [
    ...session("audio video"),
    "a=ice-options:ice2,trickle",
    "m=audio 9 UDP/TLS/RTP/SAVPF 111",
    ...transport("actpass"),
    "a=mid:audio",
    "a=sendonly",
    "a=ssrc:1 cname:studio",
    "a=rtcp-mux",
    "a=rtpmap:111 OPUS/48000/2",
    "a=fmtp:111 minptime=10;maxaveragebitrate=96000;stereo=1;sprop-stereo=1;useinbandfec=1",
    "m=video 9 UDP/TLS/RTP/SAVPF 96",
    ...transport("actpass"),
    "a=mid:video",
    "a=sendonly",
    "a=ssrc:2 cname:studio",
    "a=rtcp-mux",
    "a=rtpmap:96 H264/90000",
    "a=rtcp-fb:96 nack",
    "a=rtcp-fb:96 nack pli",
    "a=rtcp-fb:96 goog-remb",
    "a=fmtp:96 profile-level-id=64001f;packetization-mode=1;level-asymmetry-allowed=1",
    "",
  ].join("\r\n");
}
