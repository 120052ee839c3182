<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
    <context>
        <name>Problems</name>
        <message numerus="yes">
            <source>%n camera(s) covered or moved</source>
            <translation>
                <numerusform>%n camera covered or moved</numerusform>
                <numerusform>%n cameras covered or moved</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n camera(s) not live</source>
            <translation>
                <numerusform>%n camera not live</numerusform>
                <numerusform>%n cameras not live</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n message(s) failed</source>
            <translation>
                <numerusform>%n message failed</numerusform>
                <numerusform>%n messages failed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n message(s) waiting</source>
            <translation>
                <numerusform>%n message waiting</numerusform>
                <numerusform>%n messages waiting</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OptionsField</name>
        <message numerus="yes">
            <source>%n zone(s)</source>
            <translation>
                <numerusform>%n zone</numerusform>
                <numerusform>%n zones</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RosterEntryWords</name>
        <message numerus="yes">
            <source>, %n minute(s) late</source>
            <translation>
                <numerusform>, %n minute late</numerusform>
                <numerusform>, %n minutes late</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>, %n minute(s) early</source>
            <translation>
                <numerusform>, %n minute early</numerusform>
                <numerusform>, %n minutes early</numerusform>
            </translation>
        </message>
    </context>
</TS>
