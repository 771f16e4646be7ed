#!/bin/sh
# Makes the certificates and keys of the tests anew, with OpenSSL 3. None of them protects anything.
set -eu
cd "$(dirname "$0")"
rm -f ./*.pem
days=36500

key() { # name algorithm options...
  name=$1; shift
  openssl genpkey -quiet -algorithm "$@" -out "$name-key.pem"
}

self_signed() { # name subject options...
  name=$1; subject=$2; shift 2
  openssl req -x509 -new -key "$name-key.pem" -subj "/CN=$subject" -days $days -out "$name.pem" "$@"
}

signed() { # name subject extensions
  openssl req -new -key "$1-key.pem" -subj "/CN=$2" -out request.tmp
  printf '%s\n' "$3" > extensions.tmp
  openssl x509 -req -in request.tmp -CA ca.pem -CAkey ca-key.pem -CAcreateserial \
    -extfile extensions.tmp -days $days -out leaf.tmp 2> /dev/null
  cat leaf.tmp ca.pem > "$1.pem"
}

here='subjectAltName=DNS:localhost,DNS:server.example,IP:127.0.0.1'

key ca EC -pkeyopt ec_paramgen_curve:P-256
self_signed ca 'Test authority'
for kind in ec rsa ed25519 client wronghost expired; do
  case $kind in
    rsa) key rsa RSA -pkeyopt rsa_keygen_bits:2048 ;;
    ed25519) key ed25519 ED25519 ;;
    *) key $kind EC -pkeyopt ec_paramgen_curve:P-256 ;;
  esac
done
signed ec localhost "$here"
signed rsa localhost "$here"
signed ed25519 localhost "$here"
signed client 'A client' 'extendedKeyUsage=clientAuth'
signed wronghost elsewhere.example 'subjectAltName=DNS:elsewhere.example'
key selfsigned EC -pkeyopt ec_paramgen_curve:P-256
self_signed selfsigned localhost -addext "$here"

# Expired: openssl ca can set the dates.
mkdir -p authority.tmp && : > authority.tmp/index && echo 01 > authority.tmp/serial
cat > ca.tmp <<END
[ca]
default_ca=here
[here]
database=authority.tmp/index
serial=authority.tmp/serial
new_certs_dir=authority.tmp
default_md=sha256
policy=any
[any]
commonName=supplied
END
openssl req -new -key expired-key.pem -subj /CN=localhost -out request.tmp
printf '%s\n' "$here" > extensions.tmp
openssl ca -batch -notext -config ca.tmp -cert ca.pem -keyfile ca-key.pem -in request.tmp \
  -extfile extensions.tmp -startdate 20200101000000Z -enddate 20210101000000Z -out leaf.tmp 2> /dev/null
cat leaf.tmp ca.pem > expired.pem

# The same keys in other clothes; the password is "secret".
openssl rsa -in rsa-key.pem -traditional -out rsa-pkcs1-key.pem 2> /dev/null
openssl ec -in ec-key.pem -out ec-sec1-key.pem 2> /dev/null
openssl pkcs8 -topk8 -in rsa-key.pem -passout pass:secret -out rsa-encrypted-key.pem
openssl rsa -in rsa-key.pem -traditional -aes128 -passout pass:secret -out rsa-old-encrypted-key.pem 2> /dev/null
rm -rf ./*.tmp ./*.srl
