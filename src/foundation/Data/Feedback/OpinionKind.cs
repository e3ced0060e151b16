namespace Kirana.Data.Feedback;

/// <summary>What an <see cref="Opinion"/> is.</summary>
public enum OpinionKind
{
    /// <summary>What a user gave an item.</summary>
    Rating,

    /// <summary>The item was put on a list of wishes.</summary>
    Wish,

    /// <summary>How long a user looked at the item.</summary>
    Dwell,
}
