-- Two databases, because one would betray: no query can join who is asked with what was answered.
CREATE DATABASE kuulolla_contacts;
CREATE DATABASE kuulolla_office;
