namespace StackOne.Ats.Client.Models;

public readonly partial record struct EventNameValue
{
    /// <summary><c>account.created</c>: A customer linked an account.</summary>
    public static EventNameValue AccountCreated => new("account.created");

    /// <summary><c>account.updated</c>: A linked account has changed, such as its credentials.</summary>
    public static EventNameValue AccountUpdated => new("account.updated");

    /// <summary><c>account.deleted</c>: A linked account was removed.</summary>
    public static EventNameValue AccountDeleted => new("account.deleted");

    /// <summary><c>account.error</c>: A linked account has stopped working.</summary>
    public static EventNameValue AccountError => new("account.error");

    /// <summary><c>account.expired</c>: The credentials of a linked account have expired: its owner must reconnect it.</summary>
    public static EventNameValue AccountExpired => new("account.expired");

    /// <summary><c>ats_assessments.created</c>: Someone has ordered an assessment: <see cref="AssessmentOrderEvent"/>.</summary>
    public static EventNameValue AtsAssessmentsCreated => new("ats_assessments.created");

    /// <summary><c>ats_assessments.updated</c>: An order for an assessment has changed.</summary>
    public static EventNameValue AtsAssessmentsUpdated => new("ats_assessments.updated");

    /// <summary><c>ats_assessments.deleted</c>: An order for an assessment was deleted.</summary>
    public static EventNameValue AtsAssessmentsDeleted => new("ats_assessments.deleted");

    /// <summary><c>ats_candidates.created</c>: A candidate was created.</summary>
    public static EventNameValue AtsCandidatesCreated => new("ats_candidates.created");

    /// <summary><c>ats_candidates.updated</c>: A candidate has changed.</summary>
    public static EventNameValue AtsCandidatesUpdated => new("ats_candidates.updated");

    /// <summary><c>ats_candidates.deleted</c>: A candidate was deleted.</summary>
    public static EventNameValue AtsCandidatesDeleted => new("ats_candidates.deleted");

    /// <summary><c>ats_applications.created</c>: An application was created.</summary>
    public static EventNameValue AtsApplicationsCreated => new("ats_applications.created");

    /// <summary><c>ats_applications.updated</c>: An application has changed.</summary>
    public static EventNameValue AtsApplicationsUpdated => new("ats_applications.updated");

    /// <summary><c>ats_applications.deleted</c>: An application was deleted.</summary>
    public static EventNameValue AtsApplicationsDeleted => new("ats_applications.deleted");

    /// <summary><c>ats_interviews.created</c>: An interview was created.</summary>
    public static EventNameValue AtsInterviewsCreated => new("ats_interviews.created");

    /// <summary><c>ats_interviews.updated</c>: An interview has changed.</summary>
    public static EventNameValue AtsInterviewsUpdated => new("ats_interviews.updated");

    /// <summary><c>ats_interviews.deleted</c>: An interview was deleted.</summary>
    public static EventNameValue AtsInterviewsDeleted => new("ats_interviews.deleted");

    /// <summary><c>ats_jobs.created</c>: A job was created.</summary>
    public static EventNameValue AtsJobsCreated => new("ats_jobs.created");

    /// <summary><c>ats_jobs.updated</c>: A job has changed.</summary>
    public static EventNameValue AtsJobsUpdated => new("ats_jobs.updated");

    /// <summary><c>ats_jobs.deleted</c>: A job was deleted.</summary>
    public static EventNameValue AtsJobsDeleted => new("ats_jobs.deleted");

    /// <summary><c>ats_job_postings.created</c>: A job posting was created.</summary>
    public static EventNameValue AtsJobPostingsCreated => new("ats_job_postings.created");

    /// <summary><c>ats_job_postings.updated</c>: A job posting has changed.</summary>
    public static EventNameValue AtsJobPostingsUpdated => new("ats_job_postings.updated");

    /// <summary><c>ats_job_postings.deleted</c>: A job posting was deleted.</summary>
    public static EventNameValue AtsJobPostingsDeleted => new("ats_job_postings.deleted");

    /// <summary><c>ats_lists.created</c>: A list was created.</summary>
    public static EventNameValue AtsListsCreated => new("ats_lists.created");

    /// <summary><c>ats_lists.updated</c>: A list has changed.</summary>
    public static EventNameValue AtsListsUpdated => new("ats_lists.updated");

    /// <summary><c>ats_lists.deleted</c>: A list was deleted.</summary>
    public static EventNameValue AtsListsDeleted => new("ats_lists.deleted");

    /// <summary><c>ats_users.created</c>: A user was created.</summary>
    public static EventNameValue AtsUsersCreated => new("ats_users.created");

    /// <summary><c>ats_users.updated</c>: A user has changed.</summary>
    public static EventNameValue AtsUsersUpdated => new("ats_users.updated");

    /// <summary><c>ats_users.deleted</c>: A user was deleted.</summary>
    public static EventNameValue AtsUsersDeleted => new("ats_users.deleted");

    /// <summary><c>assessment.created</c>: Another spelling of <see cref="AtsAssessmentsCreated"/>.</summary>
    public static EventNameValue AssessmentCreated => new("assessment.created");

    /// <summary><c>background_check_order.created</c>: Someone has ordered a background check: <see cref="BackgroundCheckOrderEvent"/>.</summary>
    public static EventNameValue BackgroundCheckOrderCreated => new("background_check_order.created");

    /// <summary><c>background_check.created</c>: Another spelling of <see cref="BackgroundCheckOrderCreated"/>.</summary>
    public static EventNameValue BackgroundCheckCreated => new("background_check.created");

    /// <summary>
    /// <c>request.failed</c>: A request to a provider has failed. StackOne does not document the event: it is a plain <see cref="StackOneEvent"/>.
    /// </summary>
    public static EventNameValue RequestFailed => new("request.failed");
}
