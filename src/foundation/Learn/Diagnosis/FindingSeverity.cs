namespace Kirana.Learn.Diagnosis;

/// <summary>How much a finding matters to a fit.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing; a learner copes.</summary>
    Note,

    /// <summary>A choice should be made: of learner, folds or preparation.</summary>
    Warning,

    /// <summary>Scores on these rows will mean nothing, or the fit will fail, unless the table is changed.</summary>
    Danger,
}
