namespace StackOne.Ats.Client.Testing.Tests;

/// <summary>The members of the records in responses, as the contract has them.</summary>
internal static class Shapes
{
    private static readonly Dictionary<string, string> Members = new()
    {
        ["Application"] =
            "id remote_id unified_custom_fields candidate_id remote_candidate_id job_id remote_job_id "
            + "interview_stage application_stage interview_stage_id remote_interview_stage_id application_stage_id "
            + "remote_application_stage_id rejected_reasons rejected_reason_ids remote_rejected_reason_ids "
            + "rejected_at location_id remote_location_id location_ids remote_location_ids application_status "
            + "questionnaires candidate attachments documents result_links source created_at updated_at "
            + "custom_fields",
        ["ApplicationChanges"] = "id remote_id created_at effective_at actor change_type new_values",
        ["ApplicationStage"] = "id remote_id unified_custom_fields name order created_at updated_at",
        ["InterviewStage"] = "id remote_id unified_custom_fields name order created_at updated_at",
        ["AssessmentPackage"] = "id remote_id name description",
        ["AtsDocumentApiModel"] =
            "id remote_id name category contents category_id created_at updated_at remote_url file_format "
            + "unified_custom_fields type",
        ["AtsJob"] =
            "id remote_id unified_custom_fields code title description status job_status department_ids "
            + "remote_department_ids location_ids remote_location_ids hiring_team interview_stages confidential "
            + "custom_fields created_at updated_at",
        ["ATSLocation"] = "id remote_id unified_custom_fields name",
        ["BackgroundCheckPackage"] = "id remote_id name description tests",
        ["Candidate"] =
            "id remote_id unified_custom_fields name first_name last_name email emails social_links phone "
            + "phone_numbers company title application_ids remote_application_ids hired_at country custom_fields "
            + "tags created_at updated_at",
        ["CustomFieldDefinition"] = "id remote_id name description type options",
        ["Department"] = "id remote_id unified_custom_fields name",
        ["Interview"] =
            "id remote_id unified_custom_fields application_id remote_application_id interview_stage_id "
            + "remote_interview_stage_id interview_stage interview_status interviewer_ids remote_interviewer_ids "
            + "interview_parts interviewers start_at end_at meeting_url created_at updated_at",
        ["JobPosting"] =
            "id remote_id unified_custom_fields title locations internal status job_id remote_job_id content "
            + "compensation employment_type employment_contract_type external_url external_apply_url questionnaires "
            + "start_date created_at updated_at",
        ["List"] = "id remote_id unified_custom_fields name items created_at updated_at type",
        ["Note"] =
            "id remote_id unified_custom_fields content author_id remote_author_id visibility created_at "
            + "updated_at deleted_at",
        ["Offer"] =
            "id remote_id unified_custom_fields application_id remote_application_id start_date offer_status "
            + "salary currency created_at updated_at offer_history",
        ["Reference"] = "id remote_id name active",
        ["RejectedReason"] = "id remote_id unified_custom_fields label type rejected_reason_type",
        ["ScheduledInterview"] =
            "id remote_id application_id remote_application_id interview_stage_id remote_interview_stage_id "
            + "interview_stage interview_status interviewer_ids remote_interviewer_ids interview_parts interviewers "
            + "start_at end_at meeting_url created_at updated_at",
        ["Scorecard"] =
            "id remote_id sections label candidate_id remote_candidate_id application_id remote_application_id "
            + "interview_id remote_interview_id author_id remote_author_id overall_recommendation created_at "
            + "updated_at",
        ["User"] = "id remote_id unified_custom_fields email first_name last_name name phone",
    };

    internal static string[] Of(string schema) => Members[schema].Split(' ');
}
