namespace Kirana.Learn.SupportVectors;

/// <summary>What a support vector machine was fitted for.</summary>
public enum SupportVectorTask
{
    /// <summary>Telling classes apart.</summary>
    Classes,

    /// <summary>Predicting a number.</summary>
    Number,

    /// <summary>Telling usual rows from odd ones.</summary>
    Novelty,
}
