-- An account may be limited to some schools of its district; one without a row here sees all of them.
create table ops.account_school (
    district_id int  not null,
    user_id     uuid not null,
    school_code text not null,
    primary key (district_id, user_id, school_code),
    foreign key (district_id, user_id) references ops.user_account,
    foreign key (district_id, school_code) references intake.school
);

-- Whose a student is, on every day: of each school whose enrolment holds the day. Between two enrolments and after the last one the
-- school before stays answerable, and before the first one that one is: somebody must mend a session on a day without an enrolment.
create view intake.student_school as
select e.district_id, e.student_id, e.school_code,
       case when exists (
           select from intake.enrolment n
           where n.district_id = e.district_id and n.student_id = e.student_id and n.enrolled_from < e.enrolled_from)
           then e.enrolled_from else date '-infinity' end as from_day,
       coalesce(
           case when e.enrolled_to is not null then (
               select min(greatest(n.enrolled_from - 1, e.enrolled_to))
               from intake.enrolment n
               where n.district_id = e.district_id and n.student_id = e.student_id
                 and (n.enrolled_to is null or n.enrolled_to > e.enrolled_to)) end,
           date 'infinity') as to_day
from intake.enrolment e;
