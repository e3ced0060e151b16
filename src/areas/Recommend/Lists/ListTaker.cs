namespace Kirana.Recommend.Lists;

/// <summary>Takes one finished list. Called once for each request, from several threads and in any order.</summary>
/// <param name="request">The request.</param>
/// <param name="items">Its items, best first; fewer than asked for if the model can say no more. Valid during the call.</param>
/// <param name="scores">Their scores.</param>
public delegate void ListTaker(int request, ReadOnlySpan<int> items, ReadOnlySpan<float> scores);
