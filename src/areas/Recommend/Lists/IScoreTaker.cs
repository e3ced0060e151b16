namespace Kirana.Recommend.Lists;

/// <summary>Looks at the scores of all items for some of the requests whose lists are made.</summary>
internal interface IScoreTaker
{
    /// <summary>Whether the scores of a request are wanted.</summary>
    bool Asks(int request);

    /// <summary>Takes scores; called from several threads, once for each request that is asked for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="scores">The scores of all items. Those of items that may not be listed may be changed.</param>
    void Take(int request, Span<float> scores);
}
