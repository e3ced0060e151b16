namespace Kirana.Learn.SupportVectors;

/// <summary>How machines that know two classes tell more apart.</summary>
public enum MulticlassScheme
{
    /// <summary>One machine for each pair of classes; the class with most votes, of equals the first.</summary>
    OneAgainstOne,

    /// <summary>One machine for each class against the rest; the class whose machine is surest.</summary>
    OneAgainstRest,
}
