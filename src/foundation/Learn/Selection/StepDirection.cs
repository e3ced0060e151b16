namespace Kirana.Learn.Selection;

/// <summary>Which way a stepwise selection goes.</summary>
public enum StepDirection
{
    /// <summary>From no feature on, adding the one that lowers the loss most.</summary>
    Forward,

    /// <summary>From all features down, leaving out the one whose loss is least missed.</summary>
    Backward,
}
