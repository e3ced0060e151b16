namespace Kirana.Pipelines.Learn;

/// <summary>What is learnt from a table.</summary>
public enum LearnTask
{
    /// <summary>A number.</summary>
    Regression,

    /// <summary>Which of two classes.</summary>
    Binary,

    /// <summary>Which of several classes.</summary>
    Multiclass,

    /// <summary>The order of the rows of a group, best first.</summary>
    Ranking,
}
