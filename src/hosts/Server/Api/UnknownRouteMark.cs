namespace Kirana.Server.Api;

/// <summary>Marks the endpoint that answers what is no route; it guards itself.</summary>
internal sealed class UnknownRouteMark;
