namespace Kirana.Recommend.Ranking;

/// <summary>How far a shopper went with an item that was listed; each stage includes those before it.</summary>
public enum OutcomeStage
{
    /// <summary>Nothing came of it.</summary>
    None,

    /// <summary>It was clicked.</summary>
    Click,

    /// <summary>It was put into the cart.</summary>
    Cart,

    /// <summary>It was bought.</summary>
    Purchase,
}
