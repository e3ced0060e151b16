namespace Kirana.Learn.SupportVectors;

/// <summary>What an error of a linear machine costs.</summary>
public enum SupportVectorLoss
{
    /// <summary>C·ξ: L1 loss. Rows far on the wrong side weigh no more than others.</summary>
    Hinge,

    /// <summary>C·ξ²: L2 loss. Smooth, and quicker to solve.</summary>
    SquaredHinge,
}
