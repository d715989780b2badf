#!/bin/sh
# postfix.sh relay DOMAIN HOST PORT   hands mail for DOMAIN to HOST:PORT
# postfix.sh mailboxes DOMAIN         keeps mail for DOMAIN: /var/mail/clerk/new for clerk@DOMAIN, /var/mail/others/new for everybody else
set -e
postconf -e maillog_file=/dev/stdout inet_interfaces=all inet_protocols=ipv4 mydestination= alias_maps= "mynetworks=127.0.0.0/8 172.16.0.0/12 192.168.0.0/16 10.0.0.0/8"
case $1 in
  relay) postconf -e myhostname=mta.inet.example "relay_domains=$2" "transport_maps=inline:{$2=smtp:[$3]:$4}" smtp_send_xforward_command=yes smtp_host_lookup=native minimal_backoff_time=10s queue_run_delay=10s ;;
  mailboxes)
    mkdir -p /var/mail && chown 65534:65534 /var/mail
    postconf -e myhostname=mail.lgwan.example "virtual_mailbox_domains=$2" virtual_mailbox_base=/var/mail "virtual_mailbox_maps=inline:{clerk@$2=clerk/}, static:others/" \
      virtual_uid_maps=static:65534 virtual_gid_maps=static:65534 ;;
esac
# Out of Debian's chroot, where nobody puts the names of the other containers.
postconf -F '*/*/chroot=n'
exec postfix start-fg
