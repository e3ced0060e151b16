namespace Kirana.Pipelines.Recommend;

/// <summary>How a foreign file is turned into questions.</summary>
public enum EvaluationProtocol
{
    /// <summary><c>all-items</c>: train and test file by user; everything but the train row is ranked.</summary>
    AllItems,

    /// <summary><c>leave-one-out</c>: one file in time order; the last item is asked for, the one before it chooses settings.</summary>
    LeaveOneOut,

    /// <summary><c>next-item</c>: train and test sessions; every beginning of a test session is asked for its next item.</summary>
    NextItem,
}
