using System.Net;
using StackOne.Ats.Client.Errors;

namespace StackOne.Ats.Client;

// One exception type per error status of the contract, so that a catch clause can select the status.

/// <summary>
/// 400: The request is invalid. See <see cref="StackOneApiException.Error"/> and <see cref="StackOneApiException.ProviderErrors"/> for the reason.
/// </summary>
public sealed class StackOneBadRequestException : StackOneApiException
{
    /// <inheritdoc cref="StackOneException(string, Exception)" />
    public StackOneBadRequestException(string message, Exception? innerException = null)
        : base(HttpStatusCode.BadRequest, message, innerException)
    {
    }

    internal StackOneBadRequestException(string message, ErrorParts parts)
        : base(HttpStatusCode.BadRequest, message, parts)
    {
    }
}

/// <summary>
/// 401: The API key is missing, wrong or revoked; or, if <see cref="StackOneApiException.NeedsReconnect"/> is true, the credentials of the linked
/// account are.
/// </summary>
public sealed class StackOneUnauthorizedException : StackOneApiException
{
    /// <inheritdoc cref="StackOneException(string, Exception)" />
    public StackOneUnauthorizedException(string message, Exception? innerException = null)
        : base(HttpStatusCode.Unauthorized, message, innerException)
    {
    }

    internal StackOneUnauthorizedException(string message, ErrorParts parts)
        : base(HttpStatusCode.Unauthorized, message, parts)
    {
    }
}

/// <summary>
/// 403: The API key lacks the permission, such as the scope of the Platform API that accounts and connect sessions need, or has no access to this
/// account.
/// </summary>
public sealed class StackOneForbiddenException : StackOneApiException
{
    /// <inheritdoc cref="StackOneException(string, Exception)" />
    public StackOneForbiddenException(string message, Exception? innerException = null)
        : base(HttpStatusCode.Forbidden, message, innerException)
    {
    }

    internal StackOneForbiddenException(string message, ErrorParts parts)
        : base(HttpStatusCode.Forbidden, message, parts)
    {
    }
}

/// <summary>404: The resource or the account does not exist.</summary>
public sealed class StackOneNotFoundException : StackOneApiException
{
    /// <inheritdoc cref="StackOneException(string, Exception)" />
    public StackOneNotFoundException(string message, Exception? innerException = null)
        : base(HttpStatusCode.NotFound, message, innerException)
    {
    }

    internal StackOneNotFoundException(string message, ErrorParts parts)
        : base(HttpStatusCode.NotFound, message, parts)
    {
    }
}

/// <summary>408: The provider did not respond to StackOne in time (60 seconds), and retries failed as well or were not allowed.</summary>
public sealed class StackOneRequestTimedOutException : StackOneApiException
{
    /// <inheritdoc cref="StackOneException(string, Exception)" />
    public StackOneRequestTimedOutException(string message, Exception? innerException = null)
        : base(HttpStatusCode.RequestTimeout, message, innerException)
    {
    }

    internal StackOneRequestTimedOutException(string message, ErrorParts parts)
        : base(HttpStatusCode.RequestTimeout, message, parts)
    {
    }
}

/// <summary>409: The request conflicts with the current state of the resource.</summary>
public sealed class StackOneConflictException : StackOneApiException
{
    /// <inheritdoc cref="StackOneException(string, Exception)" />
    public StackOneConflictException(string message, Exception? innerException = null)
        : base(HttpStatusCode.Conflict, message, innerException)
    {
    }

    internal StackOneConflictException(string message, ErrorParts parts)
        : base(HttpStatusCode.Conflict, message, parts)
    {
    }
}

/// <summary>412: The linked account belongs to a disabled or expired integration: its owner must reconnect it.</summary>
public sealed class StackOnePreconditionFailedException : StackOneApiException
{
    /// <inheritdoc cref="StackOneException(string, Exception)" />
    public StackOnePreconditionFailedException(string message, Exception? innerException = null)
        : base(HttpStatusCode.PreconditionFailed, message, innerException)
    {
    }

    internal StackOnePreconditionFailedException(string message, ErrorParts parts)
        : base(HttpStatusCode.PreconditionFailed, message, parts)
    {
    }
}

/// <summary>422: The request is well formed, but the provider rejected its content.</summary>
public sealed class StackOneUnprocessableEntityException : StackOneApiException
{
    /// <inheritdoc cref="StackOneException(string, Exception)" />
    public StackOneUnprocessableEntityException(string message, Exception? innerException = null)
        : base(HttpStatusCode.UnprocessableEntity, message, innerException)
    {
    }

    internal StackOneUnprocessableEntityException(string message, ErrorParts parts)
        : base(HttpStatusCode.UnprocessableEntity, message, parts)
    {
    }
}

/// <summary>
/// 429: The rate limit is exceeded, and waiting did not help or would have taken too long. See <see cref="StackOneApiException.RetryAfter"/>.
/// </summary>
public sealed class StackOneTooManyRequestsException : StackOneApiException
{
    /// <inheritdoc cref="StackOneException(string, Exception)" />
    public StackOneTooManyRequestsException(string message, Exception? innerException = null)
        : base(HttpStatusCode.TooManyRequests, message, innerException)
    {
    }

    internal StackOneTooManyRequestsException(string message, ErrorParts parts)
        : base(HttpStatusCode.TooManyRequests, message, parts)
    {
    }
}

/// <summary>500: StackOne failed to process the request.</summary>
public sealed class StackOneInternalServerErrorException : StackOneApiException
{
    /// <inheritdoc cref="StackOneException(string, Exception)" />
    public StackOneInternalServerErrorException(string message, Exception? innerException = null)
        : base(HttpStatusCode.InternalServerError, message, innerException)
    {
    }

    internal StackOneInternalServerErrorException(string message, ErrorParts parts)
        : base(HttpStatusCode.InternalServerError, message, parts)
    {
    }
}

/// <summary>501: The provider behind this account does not support the operation. Do not retry.</summary>
public sealed class StackOneNotImplementedException : StackOneApiException
{
    /// <inheritdoc cref="StackOneException(string, Exception)" />
    public StackOneNotImplementedException(string message, Exception? innerException = null)
        : base(HttpStatusCode.NotImplemented, message, innerException)
    {
    }

    internal StackOneNotImplementedException(string message, ErrorParts parts)
        : base(HttpStatusCode.NotImplemented, message, parts)
    {
    }
}

/// <summary>502: The provider behind this account failed or could not be reached.</summary>
public sealed class StackOneBadGatewayException : StackOneApiException
{
    /// <inheritdoc cref="StackOneException(string, Exception)" />
    public StackOneBadGatewayException(string message, Exception? innerException = null)
        : base(HttpStatusCode.BadGateway, message, innerException)
    {
    }

    internal StackOneBadGatewayException(string message, ErrorParts parts)
        : base(HttpStatusCode.BadGateway, message, parts)
    {
    }
}
