namespace Kirana.Server.Api;

/// <summary>A group of routes about one subject.</summary>
internal interface IApi
{
    /// <summary>The subject in one word.</summary>
    string Subject { get; }

    /// <summary>The routes.</summary>
    IReadOnlyList<ApiRoute> Routes { get; }
}
